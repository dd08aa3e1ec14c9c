using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A sticker. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object">Sticker › Sticker Object</see>.</summary>
[JsonModel]
public sealed partial record Sticker
{
    /// <summary>The sticker's id.</summary>
    public Id<Sticker> Id { get; init; }

    /// <summary>The pack, for standard stickers.</summary>
    public Id<StickerPack>? PackId { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The description; null for none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>Words to find it by; up to 200 characters.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Whether it is Discord's or a guild's.</summary>
    public StickerType Type { get; init; }

    /// <summary>The format of its picture.</summary>
    public StickerFormatType FormatType { get; init; }

    /// <summary>Whether it can be used; false after boosts were lost.</summary>
    public bool? Available { get; init; }

    /// <summary>The guild it belongs to.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Who uploaded it.</summary>
    public User? User { get; init; }

    /// <summary>The place in its pack.</summary>
    public int? SortValue { get; init; }

    /// <summary>Where the picture is.</summary>
    public Uri GetUrl() => Cdn.GetSticker(Id, FormatType);
}

/// <summary>Whose a sticker is. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object-sticker-types">Sticker › Sticker Types</see>.</summary>
public enum StickerType : long
{
    /// <summary>STANDARD: Discord's own.</summary>
    Standard = 1,

    /// <summary>GUILD: a guild's.</summary>
    Guild = 2,
}

/// <summary>The format of a sticker's picture. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object-sticker-format-types">Sticker › Sticker Format Types</see>.</summary>
public enum StickerFormatType : long
{
    /// <summary>PNG.</summary>
    Png = 1,

    /// <summary>APNG.</summary>
    Apng = 2,

    /// <summary>LOTTIE.</summary>
    Lottie = 3,

    /// <summary>GIF.</summary>
    Gif = 4,
}
