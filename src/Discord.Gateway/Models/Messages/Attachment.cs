using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A file attached to a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object">Message › Attachment Object</see>.</summary>
[JsonModel]
public sealed partial record Attachment
{
    /// <summary>The attachment's id.</summary>
    public Id<Attachment> Id { get; init; }

    /// <summary>The name of the file.</summary>
    public string Filename { get; init; } = "";

    /// <summary>The name it had before Discord changed it; null if it did not.</summary>
    public string? Title { get; init; }

    /// <summary>The description for those who cannot see it; up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The media type; null if unknown.</summary>
    [CommonValues("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/quicktime", "text/plain; charset=utf-8", "audio/ogg", "application/pdf")]
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Where the file is; signed, and expires.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where Discord's copy of the file is.</summary>
    public string ProxyUrl { get; init; } = "";

    /// <summary>The height in pixels; null for what is no image or video.</summary>
    public int? Height { get; init; }

    /// <summary>The width in pixels; null for what is no image or video.</summary>
    public int? Width { get; init; }

    /// <summary>A ThumbHash to show while an image loads.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The version of that hash.</summary>
    public int? PlaceholderVersion { get; init; }

    /// <summary>Whether it is removed after a time; in ephemeral messages it lives as long as the message.</summary>
    [MayBeAbsent]
    public bool Ephemeral { get; init; }

    /// <summary>How long the audio or video is, in seconds as Discord sends them; see <see cref="Duration"/>.</summary>
    public double? DurationSecs { get; init; }

    /// <summary>Samples of a voice message, as bytes in base64.</summary>
    public string? Waveform { get; init; }

    /// <summary>The attachment's flags.</summary>
    [MayBeAbsent]
    public AttachmentFlags Flags { get; init; }

    /// <summary>Who is in the clip.</summary>
    [MayBeAbsent]
    public IReadOnlyList<User> ClipParticipants { get; init; } = [];

    /// <summary>When the clip was made.</summary>
    public DateTimeOffset? ClipCreatedAt { get; init; }

    /// <summary>The application in the clip; null for none.</summary>
    public Application? Application { get; init; }

    /// <summary>How long the audio or video is; null for what is neither.</summary>
    [JsonIgnore]
    public TimeSpan? Duration => DurationSecs is >= 0 and < 1e9 ? TimeSpan.FromSeconds(DurationSecs.Value) : null;

    /// <summary>Where Discord's copy of an image is, scaled; the media proxy keeps the proportions.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="format">The format, or <see cref="ImageFormat.Auto"/> to keep it.</param>
    public Uri GetProxyUrl(int width, int height, ImageFormat format = ImageFormat.Auto) => Cdn.GetScaled(ProxyUrl, width, height, format);
}

/// <summary>Marks of an attachment. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object-attachment-flags">Message › Attachment Flags</see>.</summary>
[Flags]
public enum AttachmentFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IS_CLIP.</summary>
    IsClip = 1 << 0,

    /// <summary>IS_THUMBNAIL: the thumbnail of a thread in a media channel.</summary>
    IsThumbnail = 1 << 1,

    /// <summary>IS_REMIX: no longer used.</summary>
    IsRemix = 1 << 2,

    /// <summary>IS_SPOILER: hidden until clicked.</summary>
    IsSpoiler = 1 << 3,

    /// <summary>IS_ANIMATED.</summary>
    IsAnimated = 1 << 5,
}
