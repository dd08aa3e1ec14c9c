using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.State;

/// <summary>Loads and saves the snapshots of shards. A store may fail, lie, or never answer: that costs a snapshot, and no more.</summary>
internal sealed class StateSaver(
    IStateStore store, ulong partsFingerprint, Func<StoredShard, bool> isInUse, StateMetrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>How long the store may take for all of the snapshots of a call.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>So few, since a snapshot may be as large as the state of its shard, and is read into memory whole.</summary>
    private const int MaxCalls = 4;

    private readonly StoreCalls _calls = new(MaxCalls, Patience, time);
    private readonly SnapshotPace _pace = new(time);
    private readonly HashSet<StoredShard> _failing = [];
    private int _isFailureLogged;

    /// <summary>Fills the empty state of a shard from the snapshot of a session. False if there is none that can be used.</summary>
    internal async Task<bool> LoadAsync(ShardSession session, StoredShard shard, CancellationToken cancellationToken)
    {
        byte[]? bytes = null;
        ShardSession[] failed = await _calls.CallAllAsync(
            [session],
            static session => session.ShardId,
            async (session, token) => bytes = await ReadAsync(session.ShardId, token).ConfigureAwait(false),
            (shardId, error) => logger.SnapshotIgnored(shardId, "it could not be loaded", error),
            cancellationToken).ConfigureAwait(false);
        if (failed.Length > 0 || bytes is not { Length: > 0 })
        {
            // What comes too late is as if it had not come.
            return false;
        }

        try
        {
            SnapshotReader.Read(bytes, session, partsFingerprint, shard);
            logger.SnapshotRestored(shard.ShardId, shard.GetSequence(session.Id) ?? 0, shard.Guilds.Count, shard.CountOf(EntityKind.Member), bytes.Length);
            return true;
        }
        catch (InvalidDataException error)
        {
            logger.SnapshotIgnored(session.ShardId, error.Message, null);
            return false;
        }
    }

    /// <summary>Saves the states of shards, each as it is when it is its turn.</summary>
    internal Task SaveAsync(IEnumerable<StoredShard> shards, CancellationToken cancellationToken) => SaveAsync(shards, pace: null, cancellationToken);

    /// <summary>Saves the states of shards while events go on, and of those only that are still in use when it is their turn.</summary>
    internal Task SaveInPassingAsync(IEnumerable<StoredShard> shards, CancellationToken cancellationToken) => SaveAsync(shards, _pace, cancellationToken);

    private async Task SaveAsync(IEnumerable<StoredShard> shards, SnapshotPace? pace, CancellationToken cancellationToken)
    {
        var saved = new ConcurrentQueue<StoredShard>();
        StoredShard[] failed = await _calls.CallAllAsync(
            shards,
            static shard => shard.ShardId,
            async (shard, token) =>
            {
                if ((pace is null || isInUse(shard)) && await SaveAsync(shard, pace, token).ConfigureAwait(false))
                {
                    saved.Enqueue(shard);
                }
            },
            OnSaveFailed,
            cancellationToken).ConfigureAwait(false);
        foreach (StoredShard shard in failed)
        {
            shard.OnSaveFailed();
        }

        OnSaved([.. saved], failed);
    }

    /// <summary>Forgets what is saved of shards.</summary>
    internal Task DeleteAsync(IEnumerable<ShardId> shardIds) => _calls.CallAllAsync(
        shardIds, static shardId => shardId, store.DeleteAsync, (shardId, error) => logger.SnapshotNotDeleted(shardId, error), CancellationToken.None);

    /// <summary>Saves the state of a shard. False if there is nothing that could be saved.</summary>
    private async Task<bool> SaveAsync(StoredShard shard, SnapshotPace? pace, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        DateTimeOffset at = time.GetUtcNow();
        if (shard.Freeze() is not { } snapshot)
        {
            await ForgetAsync(shard, cancellationToken).ConfigureAwait(false);
            return false;
        }

        long size = 0;
        await store.SaveAsync(
            shard.ShardId,
            async (stream, token) =>
            {
                // Also if the store does not pass on the token that it was given.
                using var either = CancellationTokenSource.CreateLinkedTokenSource(token, cancellationToken);
                size = await SnapshotWriter.WriteAsync(snapshot, partsFingerprint, stream, pace, either.Token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        TimeSpan duration = time.GetElapsedTime(started);
        shard.OnSaved(snapshot, new SavedSnapshot(at, started, size, duration));
        metrics.SnapshotSaved(shard, duration);
        return true;
    }

    /// <summary>Deletes what was saved of a state that is broken now.</summary>
    private async Task ForgetAsync(StoredShard shard, CancellationToken cancellationToken)
    {
        if (!shard.MustForget)
        {
            return;
        }

        try
        {
            await store.DeleteAsync(shard.ShardId, cancellationToken).ConfigureAwait(false);
            shard.OnForgotten();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            shard.OnSaveFailed();
            logger.SnapshotNotDeleted(shard.ShardId, error);
        }
    }

    private void OnSaveFailed(ShardId shardId, Exception error)
    {
        if (Interlocked.Exchange(ref _isFailureLogged, 1) == 0)
        {
            logger.SnapshotNotSaved(shardId, error);
        }
    }

    private void OnSaved(StoredShard[] saved, StoredShard[] failed)
    {
        bool isOver;
        lock (_failing)
        {
            _failing.UnionWith(failed);
            _failing.ExceptWith(saved);

            // Those that are gone are not saved again.
            _failing.RemoveWhere(shard => !isInUse(shard));
            isOver = saved.Length > 0 && _failing.Count == 0;
        }

        if (isOver && Interlocked.Exchange(ref _isFailureLogged, 0) == 1)
        {
            logger.SnapshotsSavedAgain();
        }
    }

    private async Task<byte[]?> ReadAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        Stream? stream = await store.OpenAsync(shardId, cancellationToken).ConfigureAwait(false);
        if (stream is null)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, cancellationToken).ConfigureAwait(false);
            return all.ToArray();
        }
    }
}

/// <summary>A snapshot that was saved.</summary>
/// <param name="At">When.</param>
/// <param name="Timestamp">When, by the clock's timestamps.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record SavedSnapshot(DateTimeOffset At, long Timestamp, long Size, TimeSpan Duration);
