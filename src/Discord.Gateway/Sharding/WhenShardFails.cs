namespace Discord.Gateway;

/// <summary>What a <see cref="ShardManager"/> does with the other shards when Discord ends one for good.</summary>
public enum WhenShardFails
{
    /// <summary>All are stopped, their sessions kept, and <see cref="ShardManager.RunAsync"/> throws the error.</summary>
    StopAll,

    /// <summary>
    /// The others go on; the error is logged and stands in <see cref="ShardStatus.Error"/>, and <see cref="ShardManager.RestartShardAsync"/> tries again.
    /// <see cref="ShardManager.RunAsync"/> throws it when no shard is left.
    /// </summary>
    KeepOthers,

    /// <summary>As <see cref="KeepOthers"/>, and the manager runs on when no shard is left: shards that run elsewhere may be added to it, and those that ended may be restarted.</summary>
    KeepRunning,
}
