namespace Discord.Gateway;

/// <summary>What a <see cref="ShardManager"/> does with the other shards when Discord ends one for good.</summary>
public enum ShardFailureBehavior
{
    /// <summary>All shards are stopped, their sessions kept, and <see cref="ShardManager.RunAsync"/> throws the error.</summary>
    StopAll,

    /// <summary>
    /// The others continue. The error is logged and available as <see cref="ShardStatus.Error"/>; <see cref="ShardManager.RestartShardAsync"/> restarts the shard.
    /// <see cref="ShardManager.RunAsync"/> throws the error when no shard is left.
    /// </summary>
    KeepOthers,

    /// <summary>As <see cref="KeepOthers"/>, but the manager continues when no shard is left: shards that run elsewhere may be added to it, and those that ended may be restarted.</summary>
    KeepRunning,
}
