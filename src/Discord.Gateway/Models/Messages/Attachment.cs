namespace Discord.Gateway;

/// <summary>A file attached to a message. Discord's documentation: <i>Message › Attachment Object</i>.</summary>
public sealed record Attachment
{
    /// <summary>The attachment's id.</summary>
    public Id<Attachment> Id { get; init; }

    /// <summary>The name of the file.</summary>
    public string Filename { get; init; } = "";

    /// <summary>The media type; null if unknown.</summary>
    public string? ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Where the file is; the address expires.</summary>
    public string Url { get; init; } = "";
}
