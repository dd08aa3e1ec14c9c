using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A sticker: a guild's, or a standard sticker of Discord's. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object">Sticker › Sticker Object</see>.</summary>
[JsonModel]
public sealed partial record Sticker
{
    /// <summary>The sticker's id.</summary>
    public Id<Sticker> Id { get; init; }

    /// <summary>The pack of a standard sticker; null for guild stickers.</summary>
    public Id<StickerPackTag>? PackId { get; init; }

    /// <summary>The name; 2–30 characters for guild stickers.</summary>
    public string Name { get; init; } = "";

    /// <summary>The description; 2–100 characters for guild stickers. Null if none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>Keywords for suggestions, up to 200 characters; separated by commas in standard stickers.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Whether the sticker is a standard sticker or a guild's.</summary>
    public StickerType Type { get; init; }

    /// <summary>The format of the image.</summary>
    public StickerFormatType FormatType { get; init; }

    /// <summary>Whether the sticker can be used; may be false after a loss of Server Boosts. Null if Discord did not send it.</summary>
    public bool? Available { get; init; }

    /// <summary>The guild that owns the sticker; null for standard stickers.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The user who uploaded the sticker; null if Discord did not send it.</summary>
    public User? User { get; init; }

    /// <summary>The sorting position of a standard sticker in its pack; null for guild stickers.</summary>
    public int? SortValue { get; init; }

    /// <summary>The address of the image.</summary>
    public Uri GetUrl() => Cdn.GetSticker(Id, FormatType);
}

/// <summary>The owner of a sticker: Discord or a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object-sticker-types">Sticker › Sticker Types</see>.</summary>
public enum StickerType : long
{
    /// <summary>STANDARD: an official sticker in a pack.</summary>
    Standard = 1,

    /// <summary>GUILD: a sticker that a guild uploaded for its members.</summary>
    Guild = 2,
}

/// <summary>The format of a sticker's image. Discord's documentation: <see href="https://discord.com/developers/docs/resources/sticker#sticker-object-sticker-format-types">Sticker › Sticker Format Types</see>.</summary>
public enum StickerFormatType : long
{
    /// <summary>PNG: a PNG image.</summary>
    Png = 1,

    /// <summary>APNG: an animated PNG image.</summary>
    Apng = 2,

    /// <summary>LOTTIE: a Lottie animation, in JSON.</summary>
    Lottie = 3,

    /// <summary>GIF: a GIF image.</summary>
    Gif = 4,
}
