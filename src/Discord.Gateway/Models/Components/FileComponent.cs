using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A file. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#file">Components › File</see>.</summary>
[JsonModel]
public sealed partial record FileComponent : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.File;

    /// <summary>The file.</summary>
    public UnfurledMediaItem File { get; init; } = UnfurledMediaItem.Empty;

    /// <summary>Whether it is hidden until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }

    /// <summary>The file's name.</summary>
    public string? Name { get; init; }

    /// <summary>The size in bytes.</summary>
    public long? Size { get; init; }
}
