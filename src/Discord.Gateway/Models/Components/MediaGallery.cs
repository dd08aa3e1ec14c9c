using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Images and videos. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#media-gallery">Components › Media Gallery</see>.</summary>
[JsonModel]
public sealed partial record MediaGallery : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.MediaGallery;

    /// <summary>The images and videos; up to 10.</summary>
    public IReadOnlyList<MediaGalleryItem> Items { get; init; } = [];
}

/// <summary>An image or video in a gallery. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#media-gallery-media-gallery-item-structure">Components › Media Gallery Item Structure</see>.</summary>
[JsonModel]
public sealed partial record MediaGalleryItem
{
    /// <summary>The image or video.</summary>
    public UnfurledMediaItem Media { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>The description for those who cannot see it; up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is hidden until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
