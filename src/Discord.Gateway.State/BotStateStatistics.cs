namespace Discord.Gateway.State;

/// <summary>The contents of a <see cref="BotState"/> in numbers, and the memory and storage they use.</summary>
public sealed record BotStateStatistics
{
    /// <summary>The number of guilds.</summary>
    public int Guilds { get; init; }

    /// <summary>The number of guilds that are not up to date: in an outage, or not received yet in the current session.</summary>
    public int GuildsNotAvailable { get; init; }

    /// <summary>The number of members; a user in several guilds counts in each.</summary>
    public int Members { get; init; }

    /// <summary>The number of channels, without threads.</summary>
    public int Channels { get; init; }

    /// <summary>The number of threads.</summary>
    public int Threads { get; init; }

    /// <summary>The number of roles.</summary>
    public int Roles { get; init; }

    /// <summary>The number of presences.</summary>
    public int Presences { get; init; }

    /// <summary>The number of members in voice channels.</summary>
    public int VoiceStates { get; init; }

    /// <summary>The number of messages.</summary>
    public int Messages { get; init; }

    /// <summary>The memory of the tables, and of the lists of ids that they refer to, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>The part of <see cref="Bytes"/> that is no longer in use and will be freed later.</summary>
    public long GarbageBytes { get; init; }

    /// <summary>The number of events for guilds that the shards had not received. Many of them indicate a fault.</summary>
    public long StrayEvents { get; init; }

    /// <summary>The time of the oldest of the shards' latest snapshots; null if this process has saved none.</summary>
    public DateTimeOffset? SnapshotAt { get; init; }

    /// <summary>The age of that snapshot; null if this process has saved none. Older events need not be replayed after a restart.</summary>
    public TimeSpan? SnapshotAge { get; init; }

    /// <summary>The total size of the shards' latest snapshots, in bytes; null if this process has saved none.</summary>
    public long? SnapshotBytes { get; init; }

    /// <summary>The longest time that saving one of these snapshots took; null if this process has saved none.</summary>
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
