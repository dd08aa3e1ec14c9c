namespace Discord.Gateway.Models;

/// <summary>Marks ids of SKUs, the premium offerings of applications: the gateway sends only their <see cref="Id{T}"/>.</summary>
public sealed class Sku
{
    private Sku()
    {
    }
}

/// <summary>Marks ids of webhooks: the gateway sends only their <see cref="Id{T}"/>.</summary>
public sealed class Webhook
{
    private Webhook()
    {
    }
}

/// <summary>Marks ids of application commands: the gateway sends only their <see cref="Id{T}"/>.</summary>
public sealed class ApplicationCommand
{
    private ApplicationCommand()
    {
    }
}

/// <summary>Marks ids of sticker packs: the gateway sends only their <see cref="Id{T}"/>.</summary>
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
