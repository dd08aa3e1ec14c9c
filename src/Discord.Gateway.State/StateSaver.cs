using Microsoft.Extensions.Logging;

namespace Discord.Gateway.State;

/// <summary>Loads and saves the snapshots of shards. A store may fail, lie, or never answer: that costs a snapshot, and no more.</summary>
internal sealed class StateSaver(IStateStore store, ulong partsFingerprint, StateMetrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>How long the store may take for all of the snapshots of a call.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>So few, since a snapshot may be as large as the state of its shard, and is read into memory whole.</summary>
    private const int MaxCalls = 4;

    private readonly StoreCalls _calls = new(MaxCalls, Patience, time);
    private int _isFailing;

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

    /// <summary>Saves the states of shards, as they are when it is their turn.</summary>
    internal async Task SaveAsync(IEnumerable<StoredShard> shards, CancellationToken cancellationToken)
    {
        StoredShard[] all = [.. shards];
        StoredShard[] failed = await _calls.CallAllAsync(
            all, static shard => shard.ShardId, async (shard, token) => await SaveAsync(shard, token).ConfigureAwait(false), OnSaveFailed, cancellationToken).ConfigureAwait(false);
        if (all.Length > 0 && failed.Length == 0 && Interlocked.Exchange(ref _isFailing, 0) == 1)
        {
            logger.SnapshotsSavedAgain();
        }
    }

    /// <summary>Forgets what is saved of shards.</summary>
    internal Task DeleteAsync(IEnumerable<ShardId> shardIds) => _calls.CallAllAsync(
        shardIds, static shardId => shardId, store.DeleteAsync, (shardId, error) => logger.SnapshotNotDeleted(shardId, error), CancellationToken.None);

    private async Task SaveAsync(StoredShard shard, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        if (shard.Freeze() is not { } snapshot)
        {
            if (shard.MustForget)
            {
                await store.DeleteAsync(shard.ShardId, cancellationToken).ConfigureAwait(false);
                shard.OnForgotten();
            }

            return;
        }

        long size = 0;
        await store.SaveAsync(
            shard.ShardId,
            async (stream, token) => size = await SnapshotWriter.WriteAsync(snapshot, partsFingerprint, stream, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        TimeSpan duration = time.GetElapsedTime(started);
        shard.OnSaved(snapshot, new SavedSnapshot(time.GetUtcNow(), time.GetTimestamp(), size, duration));
        metrics.SnapshotSaved(shard, duration);
    }

    private void OnSaveFailed(ShardId shardId, Exception error)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
        {
            logger.SnapshotNotSaved(shardId, error);
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
