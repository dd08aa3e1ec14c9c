namespace Discord.Gateway.Models;

/// <summary>What is sold: an <see cref="Id{T}"/> of one is all that comes over the gateway.</summary>
public sealed class Sku
{
    private Sku()
    {
    }
}

/// <summary>A webhook: an <see cref="Id{T}"/> of one is all that comes over the gateway.</summary>
public sealed class Webhook
{
    private Webhook()
    {
    }
}

/// <summary>A command of an application: an <see cref="Id{T}"/> of one is all that comes over the gateway.</summary>
public sealed class ApplicationCommand
{
    private ApplicationCommand()
    {
    }
}

/// <summary>A pack of stickers: an <see cref="Id{T}"/> of one is all that comes over the gateway.</summary>
public sealed class StickerPack
{
    private StickerPack()
    {
    }
}

/// <summary>
/// Something whose kind is told elsewhere: turn the <see cref="Id{T}"/> of one into the right kind with <see cref="Id{T}.As{TOther}"/>.
/// </summary>
public sealed class Entity
{
    private Entity()
    {
    }
}
