using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A small image, used as the <see cref="Section.Accessory"/> of a section; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#thumbnail">Components › Thumbnail</see>.</summary>
[JsonModel]
public sealed partial record Thumbnail : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Thumbnail;

    /// <summary>The image, by its address, or as <c>attachment://</c> and the name of an uploaded file.</summary>
    public UnfurledMediaItem Media { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>The alt text, which screen readers read; up to 1,024 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the image is blurred until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
