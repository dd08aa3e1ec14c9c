using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An image, video or file of a component. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#unfurled-media-item-unfurled-media-item-structure">Components › Unfurled Media Item Structure</see>.</summary>
[JsonModel]
public sealed partial record UnfurledMediaItem
{
    /// <summary>Where it is.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where Discord's copy is.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>A ThumbHash to show while it loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of that hash.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The item's flags.</summary>
    public UnfurledMediaItemFlags? Flags { get; init; }

    /// <summary>The attachment it is, if it was uploaded.</summary>
    public Id<Attachment>? AttachmentId { get; init; }

    /// <summary>Whether Discord has loaded it. Undocumented.</summary>
    public UnfurledMediaLoadingState? LoadingState { get; init; }
}

/// <summary>Marks of an image, video or file of a component. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#unfurled-media-item-unfurled-media-item-flags">Components › Unfurled Media Item Flags</see>.</summary>
[Flags]
public enum UnfurledMediaItemFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IS_ANIMATED.</summary>
    IsAnimated = 1 << 0,
}

/// <summary>Whether Discord has loaded an image, video or file. Undocumented.</summary>
public enum UnfurledMediaLoadingState : long
{
    /// <summary>UNKNOWN.</summary>
    Unknown = 0,

    /// <summary>LOADING.</summary>
    Loading = 1,

    /// <summary>LOADED_SUCCESS.</summary>
    LoadedSuccess = 2,

    /// <summary>LOADED_NOT_FOUND.</summary>
    LoadedNotFound = 3,
}
