namespace Discord.Gateway;

/// <summary>What the start of a <see cref="ShardManager"/> does with sessions that were saved.</summary>
public enum SessionPolicy
{
    /// <summary>They are continued: no event between the last stop and the start is lost, no session start is spent, and READY and the guilds do not arrive again.</summary>
    Resume,

    /// <summary>
    /// They are forgotten, and every shard identifies, so that READY and the GUILD_CREATE of every guild arrive. It costs a session start for each shard, of 1,000 a day for most
    /// bots, and identifies come one by one (<see cref="SessionStartLimit.MaxConcurrency"/> in 5 s). Events between the last stop and the start are lost. Within the process,
    /// sessions are resumed all the same: after a lost connection, by <see cref="ShardManager.RestartShardAsync"/>, and by <see cref="ShardManager.AddShardAsync"/>. They are saved,
    /// too, and kept at a stop, so that a later run with <see cref="Resume"/> continues the last one's.
    /// </summary>
    IdentifyOnStart,

    /// <summary>
    /// A session is continued if <see cref="ShardManagerOptions.State"/> was saved with it and can be read; else the shard identifies, so that the state is whole in any case. What a
    /// state is missing, or damaged, or of another version costs is a session start, and the events between the last stop and the start.
    /// </summary>
    ResumeOnlyWithState,
}
