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
    private readonly HashSet<ShardId> _failing = [];

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
    /// <param name="shards">The shards.</param>
    /// <param name="isInHurry">Whether all of this process' cores may be used for it: else events go first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal Task SaveAsync(IEnumerable<StoredShard> shards, bool isInHurry, CancellationToken cancellationToken) =>
        isInHurry ? SaveTogetherAsync([.. shards], isInHurry: true, cancellationToken) : SaveOneByOneAsync([.. shards], cancellationToken);

    private async Task SaveOneByOneAsync(StoredShard[] shards, CancellationToken cancellationToken)
    {
        foreach (StoredShard shard in shards)
        {
            await SaveTogetherAsync([shard], isInHurry: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SaveTogetherAsync(StoredShard[] shards, bool isInHurry, CancellationToken cancellationToken)
    {
        StoredShard[] failed = await _calls.CallAllAsync(
            shards, static shard => shard.ShardId, async (shard, token) => await SaveAsync(shard, isInHurry, token).ConfigureAwait(false), OnSaveFailed, cancellationToken).ConfigureAwait(false);
        foreach (StoredShard shard in failed)
        {
            shard.OnSaveFailed();
        }

        OnSaved(shards.Except(failed));
    }

    /// <summary>Forgets what is saved of shards.</summary>
    internal Task DeleteAsync(IEnumerable<ShardId> shardIds) => _calls.CallAllAsync(
        shardIds, static shardId => shardId, store.DeleteAsync, (shardId, error) => logger.SnapshotNotDeleted(shardId, error), CancellationToken.None);

    private async Task SaveAsync(StoredShard shard, bool isInHurry, CancellationToken cancellationToken)
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
            async (stream, token) => size = await SnapshotWriter.WriteAsync(snapshot, partsFingerprint, stream, isInHurry ? null : time, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        TimeSpan duration = time.GetElapsedTime(started);
        shard.OnSaved(snapshot, new SavedSnapshot(time.GetUtcNow(), time.GetTimestamp(), size, duration));
        metrics.SnapshotSaved(shard, duration);
    }

    private void OnSaveFailed(ShardId shardId, Exception error)
    {
        bool isFirst;
        lock (_failing)
        {
            isFirst = _failing.Count == 0;
            _failing.Add(shardId);
        }

        if (isFirst)
        {
            logger.SnapshotNotSaved(shardId, error);
        }
    }

    private void OnSaved(IEnumerable<StoredShard> shards)
    {
        bool isLast;
        lock (_failing)
        {
            int failing = _failing.Count;
            _failing.ExceptWith(shards.Select(shard => shard.ShardId));
            isLast = failing > 0 && _failing.Count == 0;
        }

        if (isLast)
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
