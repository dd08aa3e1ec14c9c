namespace Discord.Gateway;

/// <summary>
/// Another process has taken a shard over: it loaded the session later. Thrown by an <see cref="IFencedSessionStore"/>. A <see cref="ShardManager"/> ends the shard then, leaves the session
/// to the other process, and runs its other shards on; <see cref="ShardManager.AddShardAsync"/> takes the shard back.
/// </summary>
/// <param name="shardId">The shard.</param>
public sealed class SessionSupersededException(ShardId shardId)
    : Exception($"Shard {shardId}: another process has taken its session over. Let each shard run in one process: check which shards the processes are given.")
{
    /// <summary>The shard.</summary>
    public ShardId ShardId { get; } = shardId;
}
