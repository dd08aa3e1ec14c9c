using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The description of a file that is uploaded with a message, or kept in it. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#attachment-object-attachment-request-structure">Message › Attachment Request Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record AttachmentRequest
{
    /// <summary>The attachment to keep; for a new file, <c>n</c> of its part <c>files[n]</c> in the HTTP request.</summary>
    public Id<Attachment> Id { get; init; }

    /// <summary>The name of the file; null for that of its part.</summary>
    public string? Filename { get; init; }

    /// <summary>The title of the file.</summary>
    public string? Title { get; init; }

    /// <summary>The description for screen readers; up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The length of a voice message in seconds.</summary>
    public double? DurationSecs { get; init; }

    /// <summary>Samples of a voice message, as bytes in base64.</summary>
    public string? Waveform { get; init; }

    /// <summary>Whether the file is hidden until clicked.</summary>
    [JsonPropertyName("is_spoiler")]
    public bool? Spoiler { get; init; }
}
