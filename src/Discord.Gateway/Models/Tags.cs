namespace Discord.Gateway.Models;

/// <summary>Marks ids of SKUs, the premium offerings of applications: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sku#sku-object">SKU › SKU Object</see>.</summary>
public sealed class SkuTag
{
    private SkuTag()
    {
    }
}

/// <summary>Marks ids of webhooks: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/webhook#webhook-object">Webhook › Webhook Object</see>.</summary>
public sealed class WebhookTag
{
    private WebhookTag()
    {
    }
}

/// <summary>Marks ids of application commands: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object">Application Commands › Application Command Object</see>.</summary>
public sealed class ApplicationCommandTag
{
    private ApplicationCommandTag()
    {
    }
}

/// <summary>Marks ids of sticker packs: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-pack-object">Sticker › Sticker Pack Object</see>.</summary>
public sealed class StickerPackTag
{
    private StickerPackTag()
    {
    }
}

/// <summary>Marks ids whose kind depends on another property: convert the <see cref="Id{T}"/> with <see cref="Id{T}.As{TOther}"/>.</summary>
public sealed class EntityTag
{
    private EntityTag()
    {
    }
}
