namespace Discord.Gateway;

/// <summary>
/// Another process has taken a shard over: it loaded the session later. Thrown by an <see cref="IFencedSessionStore"/>. A <see cref="ShardManager"/> ends the shard then, leaves the session
/// to the other process, and runs its other shards on; <see cref="ShardManager.AddShardAsync"/> takes the shard back.
/// </summary>
public sealed class SessionSupersededException : GatewayException
{
    /// <summary>Creates one.</summary>
    /// <param name="shardId">The shard.</param>
    public SessionSupersededException(ShardId shardId)
        : base(shardId, "another process has taken its session over. Let each shard run in one process: check which shards the processes are given.")
    {
    }
}
