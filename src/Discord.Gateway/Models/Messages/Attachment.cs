using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A file attached to a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object">Message › Attachment Object</see>.</summary>
[JsonModel]
public sealed partial record Attachment
{
    /// <summary>The attachment's id.</summary>
    public Id<Attachment> Id { get; init; }

    /// <summary>The file name, as changed by Discord; <see cref="Title"/> is the original.</summary>
    public string Filename { get; init; } = "";

    /// <summary>The file name before Discord changed it; null if it did not.</summary>
    public string? Title { get; init; }

    /// <summary>The alt text, which screen readers read; up to 1,024 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The media type, such as <c>image/png</c>; null if unknown.</summary>
    [CommonValues("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/quicktime", "text/plain; charset=utf-8", "audio/ogg", "application/pdf")]
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The address of the file; signed, and expires.</summary>
    public string Url { get; init; } = "";

    /// <summary>The address of Discord's proxied copy; <see cref="GetProxyUrl"/> scales images.</summary>
    public string ProxyUrl { get; init; } = "";

    /// <summary>The height in pixels; null if not an image or video.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels; null if not an image or video.</summary>
    public int? Width { get; init; }

    /// <summary>A ThumbHash to show while the image or video loads; null for other files.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of <see cref="Placeholder"/>; null if there is none.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>Whether Discord removes the file after a period of time. In ephemeral messages, it is available as long as the message.</summary>
    [MayBeAbsent]
    public bool Ephemeral { get; init; }

    /// <summary>The duration of audio or video in seconds; null for other files. See <see cref="Duration"/>.</summary>
    public double? DurationSecs { get; init; }

    /// <summary>The waveform of a voice message: up to 256 samples as bytes in base64. Null for other files.</summary>
    public string? Waveform { get; init; }

    /// <summary>The flags, such as <see cref="AttachmentFlags.IsSpoiler"/>.</summary>
    [MayBeAbsent]
    public AttachmentFlags Flags { get; init; }

    /// <summary>The users who were in the stream, for a clip; empty for other files.</summary>
    [MayBeAbsent]
    public IReadOnlyList<User> ClipParticipants { get; init; } = [];

    /// <summary>When the clip was created; null for other files.</summary>
    public DateTimeOffset? ClipCreatedAt { get; init; }

    /// <summary>The application in the stream, for a clip; null if not recognised, or for other files.</summary>
    public Application? Application { get; init; }

    /// <summary>The duration of audio or video; null for other files.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => DurationSecs is >= 0 and < 1e9 ? TimeSpan.FromSeconds(DurationSecs.Value) : null;

    /// <summary>The address of Discord's copy of an image, scaled to fit the size; the media proxy keeps the proportions.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="format">The format, or <see cref="ImageFormat.Auto"/> to keep it.</param>
    public Uri GetProxyUrl(int width, int height, ImageFormat format = ImageFormat.Auto) => Cdn.GetScaled(ProxyUrl, width, height, format);
}

/// <summary>Flags of an attachment. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object-attachment-flags">Message › Attachment Flags</see>.</summary>
[Flags]
public enum AttachmentFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>IS_CLIP: is a clip from a stream.</summary>
    IsClip = 1 << 0,

    /// <summary>IS_THUMBNAIL: is the thumbnail of a thread in a media channel, shown in the grid but not in the message.</summary>
    IsThumbnail = 1 << 1,

    /// <summary>IS_REMIX: was edited with the remix feature; deprecated by Discord.</summary>
    IsRemix = 1 << 2,

    /// <summary>IS_SPOILER: is a spoiler, blurred until clicked.</summary>
    IsSpoiler = 1 << 3,

    /// <summary>IS_ANIMATED: is an animated image.</summary>
    IsAnimated = 1 << 5,
}
