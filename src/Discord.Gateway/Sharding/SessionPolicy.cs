namespace Discord.Gateway;

/// <summary>How the start of a <see cref="ShardManager"/> treats saved sessions.</summary>
public enum SessionPolicy
{
    /// <summary>Continues them: no events since the last stop are missed, and no session start is used. Shards that resume receive no READY, and no GUILD_CREATE of guilds they had received.</summary>
    Resume,

    /// <summary>
    /// Discards them, and every shard identifies, so that READY and the GUILD_CREATE of every guild arrive. This costs one session start per shard, of 1,000 per day for most
    /// bots, and time (<see cref="SessionStartLimit.MaxConcurrency"/> identifies every 5 s). Events since the last stop are missed. Within the process,
    /// sessions are still resumed: after a lost connection, by <see cref="ShardManager.RestartShardAsync"/>, and by <see cref="ShardManager.AddShardAsync"/>. Sessions are also saved,
    /// and kept at a stop, so that a later run with <see cref="Resume"/> continues them.
    /// </summary>
    IdentifyOnStart,

    /// <summary>
    /// Continues a session if <see cref="ShardManagerOptions.State"/> was saved with it and is readable; otherwise the shard identifies, so that the state is always complete. A state that is
    /// missing, damaged or of another version costs a session start, and the events since the last stop are missed.
    /// </summary>
    ResumeOnlyWithState,
}
