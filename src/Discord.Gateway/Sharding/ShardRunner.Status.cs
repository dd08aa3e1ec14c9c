namespace Discord.Gateway;

/// <content>What the manager asks of it: the session to keep, and how it does.</content>
internal sealed partial class ShardRunner
{
    /// <summary>
    /// The session to save while running; null if there is none, it is being stopped or superseded, a hand-over still holds back events that it covers, or its state was not saved yet, without
    /// which it could not be continued.
    /// </summary>
    internal ShardSession? GetHandledSession()
    {
        // In this order: an event is among the handlers before the shard counts it as handled.
        (ShardSession? session, int number) = Shard.NumberedHandledSession;
        return _isDelivering && !_isSuperseded && !_isStopping && session is not null && !Guilds.IsBeyond(number) && State?.IsSavedWith(session.Id) != false ? WithStatus(session, number) : null;
    }

    /// <summary>Ends the saving of the runner's session: another set takes over.</summary>
    internal void Supersede() => _isSuperseded = true;

    /// <summary>Ends the saving of the runner's session, since another process has taken it over; false if that is known.</summary>
    internal bool TrySupersede()
    {
        lock (_lock)
        {
            bool isNew = !_isSuperseded;
            _isSuperseded = true;
            return isNew;
        }
    }

    /// <summary>The session from which a new runner can continue if the process is killed while it takes over; null if there is none.</summary>
    internal ShardSession? GetTakeoverSession()
    {
        (ShardSession? session, int number) = Shard.NumberedHandledSession;
        return session is null ? null : WithStatus(session with { Sequence = Math.Min(session.Sequence, (_handover?.GetFirstOfBoth(this, number) - 1) ?? long.MaxValue) }, number);
    }

    /// <summary>Logs slow handlers, each once.</summary>
    internal void ReportSlowHandlers()
    {
        if (_handling is { IsReported: false } inHand && _time.GetElapsedTime(inHand.StartedAt) is var age && age >= _slowLimit)
        {
            _telemetry.ReportSlow(inHand, age);
        }

        foreach ((HandlerCall slow, TimeSpan taken) in _handlers.GetSlow(_slowLimit))
        {
            _telemetry.ReportSlow(slow, taken);
        }
    }

    internal ShardStatus GetStatus()
    {
        TimeSpan? oldest = OldestUnhandledAge;
        HeartbeatStatus heartbeat = Shard.Heartbeat;
        return new ShardStatus
        {
            ShardId = ShardId,
            Stage = Shard.Stage,
            IsWaitingToStart = _loop is null,
            Latency = heartbeat.Latency,
            Sequence = Shard.ReceivedSession?.Sequence,
            SessionAge = Shard.ReceivedSession is null ? null : _time.GetUtcNow() - _sessionStarted,
            Reconnects = Shard.Reconnects,
            Events = Interlocked.Read(ref _events),
            BufferedEvents = Shard.BufferedEvents,
            BufferFill = Shard.BufferFill,
            UnhandledEvents = _order.IsSequential ? (_handling is null ? 0 : 1) : _handlers.Count,
            OldestUnhandledAge = oldest,
            HasSlowHandler = oldest >= _slowLimit,
            LongestHandling = ElapsedSince(_handling is { } inHand ? inHand.WorksSince : _handlers.LongestSince),
            Guilds = Guilds.Number,
            LastEventAt = Shard.LastEventAt,
            LastError = Shard.LastError,
            Error = Shard.ShutdownInfo?.Error,
        };
    }

    /// <summary>Whether the oldest event that is not handled to the end is older than a time.</summary>
    internal bool IsBehind(TimeSpan age) => OldestUnhandledAge >= age;

    /// <summary>The time since the oldest event that is not completely handled was taken; null if there is none.</summary>
    internal TimeSpan? OldestUnhandledAge
    {
        get
        {
            long? takenAt = _handling is { } inHand ? inHand.StartedAt : _handlers.Oldest?.TakenAt;
            return ElapsedSince(takenAt);
        }
    }

    private TimeSpan? ElapsedSince(long? timestamp) => timestamp is { } since ? _time.GetElapsedTime(since) : null;

    /// <summary>The session to save: up to the first event that is held back, being handled, or abandoned.</summary>
    private ShardSession WithStatus(ShardSession session, int number)
    {
        long sequence = Math.Min(session.Sequence, _heldFrom ?? long.MaxValue);
        sequence = Math.Min(sequence, _handlers.GetHandledSequence(number) ?? long.MaxValue);
        if (!_isDelivering && _handover?.GetFirstHeld(this, number) is { } held)
        {
            sequence = Math.Min(sequence, held - 1);
        }

        (SessionGuilds? guilds, sequence) = Guilds.At(number, sequence, Shard.GuildsOfReady);
        return session with { Sequence = sequence, StartedAt = _sessionStarted, Guilds = guilds, GuildCount = guilds?.Count };
    }
}
