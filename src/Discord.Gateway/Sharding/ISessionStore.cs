namespace Discord.Gateway;

/// <summary>
/// Where a <see cref="ShardManager"/> keeps the sessions of its shards, so that the next process continues them. What it holds is secret: with the bot's
/// token it gives access to the sessions. Calls for one shard come one at a time.
/// </summary>
public interface ISessionStore
{
    /// <summary>The session kept for a shard; null if there is none, or none that can be read.</summary>
    ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a session in place of the one kept before for its shard. Forget sessions of the bot with another <see cref="ShardId.Total"/> when a shard is saved a second time: were
    /// that number to come back, an old session would deliver events again. Keep them until then: a process may be killed while a resharding saves its new sessions one after the other.
    /// </summary>
    ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken);

    /// <summary>Forgets the session of a shard, if one is kept.</summary>
    ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken);
}
