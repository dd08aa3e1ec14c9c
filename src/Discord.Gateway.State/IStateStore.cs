namespace Discord.Gateway.State;

/// <summary>
/// Where a <see cref="BotState"/> keeps its snapshots: one for each shard, of megabytes. What it holds is private: names of users, roles, channels. Calls for one shard come one at a time.
/// </summary>
public interface IStateStore
{
    /// <summary>Opens what is kept of a shard, to read it from the beginning to the end; null if there is none. It is disposed of by the reader.</summary>
    ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a snapshot in place of the one kept before for the shard. If <paramref name="write"/> throws, or the store does, the old one stays: a part of a snapshot is of no use.
    /// </summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="write">Writes the snapshot, from the beginning to the end. It does not close the stream.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Forgets what is kept of a shard, if there is something.</summary>
    ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken);
}
