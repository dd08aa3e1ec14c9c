using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A gallery of images and videos; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#media-gallery">Components › Media Gallery</see>.</summary>
[JsonModel]
public sealed partial record MediaGallery : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.MediaGallery;

    /// <summary>The images and videos; 1–10.</summary>
    public IReadOnlyList<MediaGalleryItem> Items { get; init; } = [];
}

/// <summary>An image or video in a gallery. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#media-gallery-media-gallery-item-structure">Components › Media Gallery Item Structure</see>.</summary>
[JsonModel]
public sealed partial record MediaGalleryItem
{
    /// <summary>The image or video, by its address, or as <c>attachment://</c> and the name of an uploaded file.</summary>
    public UnfurledMediaItem Media { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>The alt text, which screen readers read; up to 1,024 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the image or video is blurred until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
