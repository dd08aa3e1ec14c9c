using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The description of a file that is uploaded with a message, or kept when the message is edited. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object-attachment-request-structure">Message › Attachment Request Structure</see>.</summary>
[JsonModel]
public sealed partial record AttachmentRequest
{
    /// <summary>The id of the attachment to keep; for a new file, the number <c>n</c> of its part <c>files[n]</c> in the HTTP request.</summary>
    public Id<Attachment> Id { get; init; }

    /// <summary>The file name; null for the name in the file's part of the HTTP request.</summary>
    public string? Filename { get; init; }

    /// <summary>The title of the file; null if none.</summary>
    public string? Title { get; init; }

    /// <summary>The alt text, which screen readers read; up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The duration of audio or video in seconds; required for voice messages.</summary>
    public double? DurationSecs { get; init; }

    /// <summary>The waveform of a voice message: samples as bytes in base64. Required for voice messages.</summary>
    public string? Waveform { get; init; }

    /// <summary>Whether the file is blurred until clicked; null means false.</summary>
    [JsonPropertyName("is_spoiler")]
    public bool? Spoiler { get; init; }
}
