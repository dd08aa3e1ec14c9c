using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Discord.Gateway;

/// <summary>
/// Calls to a store implemented by others: concurrent for different shards, one at a time for one shard, each on its own thread, and awaited for a limited time. A store may fail, block,
/// or never answer.
/// </summary>
/// <param name="maxCalls">The maximum number of calls that run at once.</param>
/// <param name="patience">The maximum time for all calls that were requested together.</param>
/// <param name="time">The bot's clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose handle nobody asked for has nothing to dispose of.")]
internal sealed class StoreCalls(int maxCalls, TimeSpan patience, TimeProvider time)
{
    private readonly SemaphoreSlim _room = new(maxCalls, maxCalls);

    /// <summary>The last call for each shard. It may continue after its wait has ended.</summary>
    private readonly Dictionary<ShardId, Task> _last = [];

    /// <summary>Calls the store for the items concurrently, and waits no longer than its patience. Returns those whose call failed.</summary>
    internal async Task<T[]> CallAllAsync<T>(
        IEnumerable<T> items, Func<T, ShardId> getShardId, Func<T, CancellationToken, ValueTask> call, Action<ShardId, Exception> onFailed, CancellationToken cancellationToken)
    {
        using var impatience = new CancellationTokenSource(patience, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);

        // The store's own: what it registers may throw or block.
        var forStore = new CancellationTokenSource();
        var failed = new ConcurrentQueue<T>();
        await Task.WhenAll(items.Select(async item =>
        {
            try
            {
                await CallAsync(getShardId(item), () => call(item, forStore.Token), ending.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Thrown below, once for all.
            }
            catch (Exception error)
            {
                failed.Enqueue(item);
                onFailed(getShardId(item), impatience.IsCancellationRequested ? new TimeoutException($"The store did not answer within {patience}.", error) : error);
            }
        })).ConfigureAwait(false);
        if (ending.IsCancellationRequested)
        {
            _ = CancelAsync(forStore);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return [.. failed];
    }

    private static async Task CancelAsync(CancellationTokenSource forStore) => await forStore.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Calls the store, after the last call for the shard has ended.</summary>
    private async Task CallAsync(ShardId shardId, Func<ValueTask> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            await LastCallOf(shardId).WaitAsync(cancellationToken).ConfigureAwait(false);
            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (TryCall(shardId, call) is { } calling)
                {
                    await calling.WaitAsync(cancellationToken).ConfigureAwait(false);
                    return;
                }
            }
            finally
            {
                _room.Release();
            }
        }
    }

    /// <summary>Completes, successfully in any case, when the last call for a shard has ended.</summary>
    private Task LastCallOf(ShardId shardId)
    {
        lock (_last)
        {
            return _last.TryGetValue(shardId, out Task? last) ? Task.WhenAny(last) : Task.CompletedTask;
        }
    }

    /// <summary>Calls the store on a thread of its own, since it may block; null if another call for the shard came first.</summary>
    private Task? TryCall(ShardId shardId, Func<ValueTask> call)
    {
        lock (_last)
        {
            if (_last.TryGetValue(shardId, out Task? last) && !last.IsCompleted)
            {
                return null;
            }

            Task calling = _last[shardId] = Task.Run(() => call().AsTask());

            // Nobody may be waiting for it any more when it fails.
            _ = calling.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return calling;
        }
    }
}
