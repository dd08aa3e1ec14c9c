using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What only threads have. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#thread-metadata-object">Channel › Thread Metadata Object</see>.</summary>
[JsonModel]
public sealed partial record ThreadMetadata
{
    /// <summary>Whether it is archived.</summary>
    public bool Archived { get; init; }

    /// <summary>After how long without activity it is archived: 1 hour, 1, 3 or 7 days.</summary>
    [Minutes]
    public TimeSpan AutoArchiveDuration { get; init; }

    /// <summary>When it was archived, or the opposite, last.</summary>
    public DateTimeOffset ArchiveTimestamp { get; init; }

    /// <summary>Whether only moderators can reopen it.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether members who do not moderate can add others; private threads only.</summary>
    public bool? Invitable { get; init; }

    /// <summary>When it was made; null for threads made before 2022-01-09.</summary>
    public DateTimeOffset? CreateTimestamp { get; init; }
}
