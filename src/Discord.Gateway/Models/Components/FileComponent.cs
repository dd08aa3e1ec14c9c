using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A file attached to the message; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#file">Components › File</see>.</summary>
[JsonModel]
public sealed partial record FileComponent : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.File;

    /// <summary>The file. When sent, its address must be <c>attachment://</c> and the name of an uploaded file.</summary>
    public UnfurledMediaItem File { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>Whether the file is blurred until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }

    /// <summary>The name of the file. Set by Discord, ignored when sent.</summary>
    public string? Name { get; init; }

    /// <summary>The size in bytes. Set by Discord, ignored when sent.</summary>
    public long? Size { get; init; }
}
