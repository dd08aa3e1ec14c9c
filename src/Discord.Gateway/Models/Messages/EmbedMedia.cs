using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An image of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-image-structure">Message › Embed Image Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedImage
{
    /// <summary>Where it is.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where Discord's copy is.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>A ThumbHash to show while it loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of that hash.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The description for those who cannot see it.</summary>
    public string? Description { get; init; }

    /// <summary>The image's flags.</summary>
    public EmbedMediaFlags? Flags { get; init; }
}

/// <summary>A video of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-video-structure">Message › Embed Video Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedVideo
{
    /// <summary>Where it is.</summary>
    public string? Url { get; init; }

    /// <summary>Where Discord's copy is.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>A ThumbHash to show while it loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of that hash.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The description for those who cannot see it.</summary>
    public string? Description { get; init; }

    /// <summary>The video's flags.</summary>
    public EmbedMediaFlags? Flags { get; init; }
}

/// <summary>Marks of an embed's image or video. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-media-flags">Message › Embed Media Flags</see>.</summary>
[Flags]
public enum EmbedMediaFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IS_ANIMATED.</summary>
    IsAnimated = 1 << 5,
}
