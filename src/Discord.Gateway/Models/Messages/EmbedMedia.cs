using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The image or thumbnail of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-image-structure">Message › Embed Image Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedImage
{
    /// <summary>The address, or <c>attachment://</c> and the name of a file uploaded with the message.</summary>
    public string Url { get; init; } = "";

    /// <summary>The address of Discord's proxied copy. Set by Discord.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels; null if unknown.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels; null if unknown.</summary>
    public int? Width { get; init; }

    /// <summary>The media type, such as <c>image/png</c>; null if unknown.</summary>
    public string? ContentType { get; init; }

    /// <summary>A ThumbHash to show while the image loads; null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of <see cref="Placeholder"/>; null if there is none.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The alt text, which screen readers read; null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The flags; null if Discord did not send them.</summary>
    public EmbedMediaFlags? Flags { get; init; }
}

/// <summary>The video of an embed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-video-structure">Message › Embed Video Structure</see>.</summary>
[JsonModel]
public sealed partial record EmbedVideo
{
    /// <summary>The address of the video; null if none.</summary>
    public string? Url { get; init; }

    /// <summary>The address of Discord's proxied copy; null if none.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels; null if unknown.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels; null if unknown.</summary>
    public int? Width { get; init; }

    /// <summary>The media type, such as <c>video/mp4</c>; null if unknown.</summary>
    public string? ContentType { get; init; }

    /// <summary>A ThumbHash to show while the video loads; null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of <see cref="Placeholder"/>; null if there is none.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The alt text, which screen readers read; null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The flags; null if Discord did not send them.</summary>
    public EmbedMediaFlags? Flags { get; init; }
}

/// <summary>Flags of an embed's image or video. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#embed-object-embed-media-flags">Message › Embed Media Flags</see>.</summary>
[Flags]
public enum EmbedMediaFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>IS_ANIMATED: the image is animated.</summary>
    IsAnimated = 1 << 5,
}
