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
    /// Keeps a session in place of the one kept before for its shard. Sessions of the bot with another <see cref="ShardId.Total"/> are of no use from now on, and should be
    /// forgotten: were that number to come back, an old session would tell events again.
    /// </summary>
    ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken);

    /// <summary>Forgets the session of a shard, if one is kept.</summary>
    ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken);
}
