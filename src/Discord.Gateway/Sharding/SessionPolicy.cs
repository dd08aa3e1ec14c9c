namespace Discord.Gateway;

/// <summary>What the start of a <see cref="ShardManager"/> does with saved sessions.</summary>
public enum SessionPolicy
{
    /// <summary>Continues them: no event since the last stop is lost, and no session start is used. Shards that resume receive no READY, and no GUILD_CREATE of guilds they had received.</summary>
    Resume,

    /// <summary>
    /// Discards them, and every shard identifies, so that READY and the GUILD_CREATE of every guild arrive. That costs one session start per shard, of 1,000 a day for most
    /// bots, and time (<see cref="SessionStartLimit.MaxConcurrency"/> identifies every 5 s). Events since the last stop are missed. Within the process,
    /// sessions are resumed nevertheless: after a lost connection, by <see cref="ShardManager.RestartShardAsync"/>, and by <see cref="ShardManager.AddShardAsync"/>. They are saved,
    /// too, and kept at a stop, so that a later run with <see cref="Resume"/> continues the last one's.
    /// </summary>
    IdentifyOnStart,

    /// <summary>
    /// Continues a session if <see cref="ShardManagerOptions.State"/> was saved with it and can be read; otherwise the shard identifies, so that the state is always complete. A state that is
    /// missing, damaged or of another version costs a session start, and the events since the last stop.
    /// </summary>
    ResumeOnlyWithState,
}
