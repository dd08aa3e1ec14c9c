using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The image, video or file of a component. To send one, set <see cref="Url"/>; Discord fills in the rest. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#unfurled-media-item-unfurled-media-item-structure">Components › Unfurled Media Item Structure</see>.</summary>
[JsonModel]
public sealed partial record UnfurledMediaItem
{
    /// <summary>The address, or <c>attachment://</c> and the name of a file uploaded with the message.</summary>
    public string Url { get; init; } = "";

    /// <summary>The address of Discord's proxied copy. Set by Discord, ignored when sent.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>The height in pixels; null if not an image or video. Set by Discord, ignored when sent.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels; null if not an image or video. Set by Discord, ignored when sent.</summary>
    public int? Width { get; init; }

    /// <summary>A ThumbHash to show while the image loads; null if not an image or video.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of <see cref="Placeholder"/>; null if there is none.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>The media type, such as <c>image/png</c>; null if unknown. Set by Discord, ignored when sent.</summary>
    public string? ContentType { get; init; }

    /// <summary>The flags; null if Discord did not send them.</summary>
    public UnfurledMediaItemFlags? Flags { get; init; }

    /// <summary>The id of the attachment, for an uploaded file; null otherwise. Set by Discord, ignored when sent.</summary>
    public Id<Attachment>? AttachmentId { get; init; }

    /// <summary>Whether Discord has loaded the media; null if Discord did not send it. Undocumented.</summary>
    public UnfurledMediaLoadingState? LoadingState { get; init; }
}

/// <summary>Flags of the image, video or file of a component. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#unfurled-media-item-unfurled-media-item-flags">Components › Unfurled Media Item Flags</see>.</summary>
[Flags]
public enum UnfurledMediaItemFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>IS_ANIMATED: the image is animated.</summary>
    IsAnimated = 1 << 0,
}

/// <summary>Whether Discord has loaded the media of a component. Undocumented.</summary>
public enum UnfurledMediaLoadingState : long
{
    /// <summary>UNKNOWN: not known.</summary>
    Unknown = 0,

    /// <summary>LOADING: being loaded.</summary>
    Loading = 1,

    /// <summary>LOADED_SUCCESS: loaded.</summary>
    LoadedSuccess = 2,

    /// <summary>LOADED_NOT_FOUND: not found.</summary>
    LoadedNotFound = 3,
}
