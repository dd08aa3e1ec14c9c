namespace Discord.Gateway.State;

/// <summary>How much a <see cref="BotState"/> knows, and what it takes.</summary>
public sealed record BotStateStatistics
{
    /// <summary>Guilds.</summary>
    public int Guilds { get; init; }

    /// <summary>Guilds that are not told of now: in an outage, or not told yet in the session.</summary>
    public int GuildsNotAvailable { get; init; }

    /// <summary>Members, with their users; one in several guilds counts in each.</summary>
    public int Members { get; init; }

    /// <summary>Channels, without threads.</summary>
    public int Channels { get; init; }

    /// <summary>Threads.</summary>
    public int Threads { get; init; }

    /// <summary>Roles.</summary>
    public int Roles { get; init; }

    /// <summary>Presences.</summary>
    public int Presences { get; init; }

    /// <summary>Members in voice channels.</summary>
    public int VoiceStates { get; init; }

    /// <summary>Messages.</summary>
    public int Messages { get; init; }

    /// <summary>Bytes of memory in tables, and in lists of the ids that stand in them.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of those that nothing refers to any more, and that are given back later.</summary>
    public long GarbageBytes { get; init; }

    /// <summary>Events of guilds that the shards were not told of: something is wrong if there are many.</summary>
    public long StrayEvents { get; init; }

    /// <summary>Of when the snapshot is that is the oldest of the shards' last ones; null if this process has saved none.</summary>
    public DateTimeOffset? SnapshotAt { get; init; }

    /// <summary>How long ago that was: an event that is older need not be replayed after a restart.</summary>
    public TimeSpan? SnapshotAge { get; init; }

    /// <summary>Bytes of the shards' last snapshots, together.</summary>
    public long? SnapshotBytes { get; init; }

    /// <summary>How long the longest of them took to save.</summary>
    public TimeSpan? SnapshotDuration { get; init; }

    internal static BotStateStatistics Of(IReadOnlyList<StoredShard> shards)
    {
        StoredGuild[] guilds = [.. shards.SelectMany(shard => shard.Guilds)];
        StoredShard[] saved = [.. shards.Where(shard => shard.LastSnapshot is not null)];
        return new BotStateStatistics
        {
            Guilds = guilds.Length,
            GuildsNotAvailable = guilds.Count(guild => guild.Availability != GuildAvailability.Available),
            Members = Count(EntityKind.Member),
            Channels = Count(EntityKind.Channel),
            Threads = Count(EntityKind.Thread),
            Roles = Count(EntityKind.Role),
            Presences = Count(EntityKind.Presence),
            VoiceStates = Count(EntityKind.VoiceState),
            Messages = Count(EntityKind.Message),
            Bytes = shards.Sum(shard => shard.Bytes),
            GarbageBytes = guilds.Sum(guild => guild.Tables.Sum(table => table.Table.GarbageBytes)),
            StrayEvents = shards.Sum(shard => shard.StrayEvents),
            SnapshotAt = saved.Min(shard => shard.LastSnapshot?.At),
            SnapshotAge = saved.Max(shard => shard.SnapshotAge),
            SnapshotBytes = saved.Length == 0 ? null : saved.Sum(shard => shard.LastSnapshot!.Size),
            SnapshotDuration = saved.Max(shard => shard.LastSnapshot?.Duration),
        };

        int Count(byte kind) => shards.Sum(shard => shard.CountOf(kind));
    }
}
