namespace Discord.Gateway;

/// <summary>How a <see cref="ShardManager"/> treats the other shards when Discord ends one permanently.</summary>
public enum ShardFailureBehavior
{
    /// <summary>All shards are stopped, their sessions are kept, and <see cref="ShardManager.RunAsync"/> throws the error.</summary>
    StopAll,

    /// <summary>
    /// The others continue. The error is logged and available as <see cref="ShardStatus.Error"/>; <see cref="ShardManager.RestartShardAsync"/> restarts the shard.
    /// <see cref="ShardManager.RunAsync"/> throws the error when no shard is left.
    /// </summary>
    KeepOthers,

    /// <summary>As <see cref="KeepOthers"/>, but the manager continues when no shard is left: shards that run elsewhere can be added, and those that ended can be restarted.</summary>
    KeepRunning,
}
