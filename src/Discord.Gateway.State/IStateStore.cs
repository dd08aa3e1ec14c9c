namespace Discord.Gateway.State;

/// <summary>
/// Stores the snapshots of a <see cref="BotState"/>: one for each shard, several megabytes in size. They contain private data: names of users, roles and channels. Calls for one shard do not
/// overlap.
/// </summary>
/// <example>
/// <code>
/// // Stores snapshots in memory, for tests with consecutive states in one process.
/// sealed class MemoryStateStore : IStateStore
/// {
///     private readonly ConcurrentDictionary&lt;ShardId, byte[]&gt; _snapshots = new();
///
///     public ValueTask&lt;Stream?&gt; OpenAsync(ShardId shardId, CancellationToken cancellationToken) =>
///         new(_snapshots.TryGetValue(shardId, out byte[]? snapshot) ? new MemoryStream(snapshot) : null);
///
///     public async ValueTask SaveAsync(ShardId shardId, Func&lt;Stream, CancellationToken, Task&gt; write, CancellationToken cancellationToken)
///     {
///         using var snapshot = new MemoryStream();
///         await write(snapshot, cancellationToken); // if it throws, the previous snapshot stays
///         _snapshots[shardId] = snapshot.ToArray();
///     }
///
///     public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
///     {
///         _snapshots.TryRemove(shardId, out _);
///         return default;
///     }
/// }
/// </code>
/// </example>
public interface IStateStore
{
    /// <summary>Opens the snapshot of a shard, which the caller reads from beginning to end and disposes of; null if there is none.</summary>
    ValueTask<Stream?> OpenAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>Replaces the snapshot of a shard. If <paramref name="write"/> or the store throws, the previous snapshot must stay intact: an incomplete one is useless.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="write">Writes the snapshot from beginning to end, without closing the stream.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask SaveAsync(ShardId shardId, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Deletes the snapshot of a shard, if there is one.</summary>
    ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken);
}
