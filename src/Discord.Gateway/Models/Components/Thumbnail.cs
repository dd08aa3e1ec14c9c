using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A small image beside texts. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#thumbnail">Components › Thumbnail</see>.</summary>
[JsonModel]
public sealed partial record Thumbnail : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Thumbnail;

    /// <summary>The image.</summary>
    public UnfurledMediaItem Media { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>The description for those who cannot see it; up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is hidden until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
