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

    /// <summary>Bytes of memory in tables.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of those that nothing refers to any more, and that are given back later.</summary>
    public long GarbageBytes { get; init; }

    /// <summary>Events of guilds that the shards were not told of: something is wrong if there are many.</summary>
    public long StrayEvents { get; init; }

    /// <summary>When the last snapshot of a shard was saved; null if none was.</summary>
    public DateTimeOffset? SnapshotAt { get; init; }

    /// <summary>How long ago that was.</summary>
    public TimeSpan? SnapshotAge { get; init; }

    /// <summary>Its bytes.</summary>
    public long? SnapshotBytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? SnapshotDuration { get; init; }

    internal static BotStateStatistics Of(IEnumerable<StoredGuild> guilds, long strayEvents, SavedSnapshot? last, TimeProvider time)
    {
        StoredGuild[] all = [.. guilds];
        EntityTable[] tables = [.. all.SelectMany(guild => guild.Tables).Select(table => table.Table)];
        return new BotStateStatistics
        {
            Guilds = all.Length,
            GuildsNotAvailable = all.Count(guild => guild.Availability != GuildAvailability.Available),
            Members = all.Sum(guild => guild.CountOf(EntityKind.Member)),
            Channels = all.Sum(guild => guild.CountOf(EntityKind.Channel)),
            Threads = all.Sum(guild => guild.CountOf(EntityKind.Thread)),
            Roles = all.Sum(guild => guild.CountOf(EntityKind.Role)),
            Presences = all.Sum(guild => guild.CountOf(EntityKind.Presence)),
            VoiceStates = all.Sum(guild => guild.CountOf(EntityKind.VoiceState)),
            Messages = all.Sum(guild => guild.CountOf(EntityKind.Message)),
            Bytes = tables.Sum(table => table.Footprint),
            GarbageBytes = tables.Sum(table => table.GarbageBytes),
            StrayEvents = strayEvents,
            SnapshotAt = last?.At,
            SnapshotAge = last is null ? null : time.GetUtcNow() - last.At,
            SnapshotBytes = last?.Size,
            SnapshotDuration = last?.Duration,
        };
    }
}
