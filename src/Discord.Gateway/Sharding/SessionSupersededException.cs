namespace Discord.Gateway;

/// <summary>
/// Another process has taken over a shard by loading its session later. Thrown by an <see cref="IFencedSessionStore"/>. A <see cref="ShardManager"/> then ends the shard, leaves the session
/// to the other process, and continues to run its other shards; <see cref="ShardManager.AddShardAsync"/> takes the shard back.
/// </summary>
public sealed class SessionSupersededException : GatewayException
{
    /// <summary>Creates an exception about a shard.</summary>
    /// <param name="shardId">The shard.</param>
    public SessionSupersededException(ShardId shardId)
        : base(shardId, "another process has taken over its session. Run each shard in only one process: check which shards each process is configured to run.")
    {
    }
}
