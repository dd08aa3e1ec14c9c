using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The properties that only threads have. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#thread-metadata-object">Channel › Thread Metadata Object</see>.</summary>
[JsonModel]
public sealed partial record ThreadMetadata
{
    /// <summary>Whether the thread is archived.</summary>
    public bool Archived { get; init; }

    /// <summary>The inactivity after which the thread is hidden from the channel list: 1 hour, 1 day, 3 or 7 days.</summary>
    [Minutes]
    public TimeSpan AutoArchiveDuration { get; init; }

    /// <summary>When the thread was last archived or unarchived.</summary>
    public DateTimeOffset ArchiveTimestamp { get; init; }

    /// <summary>Whether only members with <see cref="Permissions.ManageThreads"/> can unarchive the thread.</summary>
    public bool Locked { get; init; }

    /// <summary>Whether members who are not moderators can add others; null unless the thread is private.</summary>
    public bool? Invitable { get; init; }

    /// <summary>When the thread was created; null for threads created before 2022-01-09.</summary>
    public DateTimeOffset? CreateTimestamp { get; init; }
}
