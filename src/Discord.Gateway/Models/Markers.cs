namespace Discord.Gateway.Models;

/// <summary>Marks ids of SKUs, the premium offerings of applications: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sku#sku-object">SKU › SKU Object</see>.</summary>
public sealed class Sku
{
    private Sku()
    {
    }
}

/// <summary>Marks ids of webhooks: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/webhook#webhook-object">Webhook › Webhook Object</see>.</summary>
public sealed class Webhook
{
    private Webhook()
    {
    }
}

/// <summary>Marks ids of application commands: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object">Application Commands › Application Command Object</see>.</summary>
public sealed class ApplicationCommand
{
    private ApplicationCommand()
    {
    }
}

/// <summary>Marks ids of sticker packs: the gateway sends only their <see cref="Id{T}"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-pack-object">Sticker › Sticker Pack Object</see>.</summary>
public sealed class StickerPack
{
    private StickerPack()
    {
    }
}

/// <summary>Marks ids whose kind depends on another property: convert the <see cref="Id{T}"/> with <see cref="Id{T}.As{TOther}"/>.</summary>
public sealed class Entity
{
    private Entity()
    {
    }
}
