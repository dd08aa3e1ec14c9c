using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.State;

/// <summary>What one shard knows of its guilds, and the place in its session that it is of.</summary>
internal sealed class StoredShard : ShardState
{
    /// <summary>How long a store that failed is left alone.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly GuildChanges _changes;
    private readonly Action<ShardId, string, Exception> _onBroken;
    private string? _sessionId;
    private long? _sequence;
    private ShardSession? _given;
    private Func<ShardSession?>? _getHandled;
    private bool _isBroken;
    private bool _mustForget;
    private bool _isPartial;
    private string? _savedSessionId;
    private long _savedAt;
    private long? _failedAt;
    private User? _self;

    /// <param name="shardId">The shard.</param>
    /// <param name="policy">What is kept.</param>
    /// <param name="onBroken">Told that an event could not be applied.</param>
    internal StoredShard(ShardId shardId, StatePolicy policy, Action<ShardId, string, Exception> onBroken)
    {
        ShardId = shardId;
        Policy = policy;
        _onBroken = onBroken;
        _changes = new GuildChanges(this, policy);
    }

    internal ShardId ShardId { get; }

    internal StatePolicy Policy { get; }

    /// <summary>Whose value metrics tell. See <see cref="ShardOptions.MetricsPerShard"/>.</summary>
    internal GaugeTags Tags => new(IsMeasuredAlone ? ShardId.Index : null, ShardId.Total, Self?.Id);

    internal bool IsMeasuredAlone { get; init; } = true;

    /// <summary>By id. Changed by one thread at a time, read by any.</summary>
    internal GuildTable Guilds { get; } = new();

    /// <summary>The bot itself; null before the first READY.</summary>
    internal User? Self
    {
        get => Volatile.Read(ref _self);
        set => Volatile.Write(ref _self, value);
    }

    /// <summary>Bytes of memory in tables and lists of ids.</summary>
    internal long Bytes => Guilds.Sum(static guild => guild.Ids.Footprint + guild.Tables.Sum(static table => table.Table.Footprint));

    /// <summary>The snapshot that this process saved last; null before.</summary>
    internal SavedSnapshot? LastSnapshot { get; private set; }

    /// <summary>How long ago that was.</summary>
    internal TimeSpan? SnapshotAge => LastSnapshot is { } last ? Policy.Time.GetElapsedTime(last.Timestamp) : null;

    /// <summary>Events of guilds that the shard was not told of.</summary>
    internal long StrayEvents { get; set; }

    internal override long? GetSequence(string sessionId)
    {
        lock (_lock)
        {
            return _sessionId == sessionId ? _sequence : null;
        }
    }

    internal override void Follow(ShardSession? session, Func<ShardSession?>? getHandled)
    {
        lock (_lock)
        {
            (_given, _getHandled) = (session, getHandled);
        }
    }

    /// <summary>Sets the place in a session that the state is of.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="sequence">The last event that it has.</param>
    /// <param name="isSaved">
    /// Whether it is of a snapshot of the session. Else the guilds that were told before are not known, and what is known is not saved as if it were all.
    /// </param>
    internal void SetPlace(string sessionId, long sequence, bool isSaved)
    {
        lock (_lock)
        {
            (_sessionId, _sequence, _savedSessionId, _isPartial) = (sessionId, sequence, isSaved ? sessionId : null, !isSaved);
            _savedAt = Policy.Time.GetTimestamp();
        }
    }

    /// <summary>Whether an event could not be applied, so that what was saved before is to be deleted: the next start is told all.</summary>
    internal bool MustForget
    {
        get
        {
            lock (_lock)
            {
                return _mustForget;
            }
        }
    }

    /// <summary>Whether an event was handled by the process before.</summary>
    internal bool WasHandledBefore(GatewayEvent gatewayEvent)
    {
        lock (_lock)
        {
            return gatewayEvent is not ReadyEvent && EventCursor.IsReplayed(_given, gatewayEvent.Type, GatewayProtocol.GivenSession, gatewayEvent.Sequence);
        }
    }

    internal override void Apply(GatewayEvent gatewayEvent)
    {
        lock (_lock)
        {
            if (gatewayEvent is ReadyEvent ready)
            {
                // A new session: whatever went wrong before is told anew.
                (_sessionId, _sequence, _given, _isBroken, _mustForget, _isPartial) = (ready.SessionId, null, null, false, false, false);
            }

            if (gatewayEvent.Sequence is { } sequence)
            {
                if (sequence <= _sequence)
                {
                    return;
                }

                _sequence = sequence;
            }

            try
            {
                _changes.Apply(gatewayEvent);
            }
            catch (Exception error)
            {
                // By a defect of ours. A state that may be wrong is not saved: the next start is told all.
                (_isBroken, _mustForget, _savedSessionId) = (true, true, null);
                _onBroken(ShardId, gatewayEvent.Name, error);
            }
        }
    }

    /// <summary>Takes note that a snapshot was saved.</summary>
    internal void OnSaved(ShardSnapshot snapshot, SavedSnapshot saved)
    {
        lock (_lock)
        {
            // One that was frozen before the state broke is not to be used either: it is deleted when it is the shard's turn again.
            (_savedSessionId, _savedAt, _failedAt, LastSnapshot) = (_isBroken ? null : snapshot.SessionId, saved.Timestamp, null, saved);
            _mustForget = _isBroken;
        }
    }

    /// <summary>Takes note that what was saved was deleted.</summary>
    internal void OnForgotten()
    {
        lock (_lock)
        {
            _mustForget = false;
        }
    }

    internal int CountOf(byte kind) => Guilds.Sum(guild => guild.CountOf(kind));

    /// <summary>Takes note that a snapshot could not be saved.</summary>
    internal void OnSaveFailed()
    {
        lock (_lock)
        {
            _failedAt = Policy.Time.GetTimestamp();
        }
    }

    /// <summary>Whether it is time to save it: at once if it was not saved in this session, then at an interval; after a failure not too soon, since a snapshot may be large.</summary>
    internal bool IsDue(TimeSpan interval)
    {
        lock (_lock)
        {
            bool isSaved = _savedSessionId is not null && _savedSessionId == _sessionId;
            return (!isSaved || Policy.Time.GetElapsedTime(_savedAt) >= interval) && (_failedAt is not { } failedAt || Policy.Time.GetElapsedTime(failedAt) >= RetryAfter);
        }
    }

    internal override bool IsSavedWith(string sessionId)
    {
        lock (_lock)
        {
            return !Policy.IsSaved || _isPartial || _savedSessionId == sessionId;
        }
    }

    /// <summary>The state as it is now, for another thread to save while this one goes on; null if it cannot be saved.</summary>
    internal ShardSnapshot? Freeze()
    {
        ShardSession? handled = _getHandled?.Invoke();
        lock (_lock)
        {
            if (handled is not null && handled.Id == _sessionId && handled.Sequence > _sequence && !(handled.Sequence <= _given?.Sequence && handled.Id == _given?.Id))
            {
                // Everything up to there was applied, or is nothing that the bot or its state wants. While the state is still told what it is missing, nothing is handled.
                _sequence = handled.Sequence;
            }

            return _isBroken || _isPartial || _sessionId is null || _sequence is not { } sequence ? null
                : new ShardSnapshot(ShardId, _sessionId, sequence, Self, [.. Guilds.Select(FrozenGuild.Of)]);
        }
    }
}
