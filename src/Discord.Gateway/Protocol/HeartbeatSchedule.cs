namespace Discord.Gateway.Protocol;

/// <summary>What <see cref="HeartbeatSchedule.Check"/> found.</summary>
internal enum HeartbeatOutcome
{
    NotDue,
    Due,
    NotAcknowledged,
}

/// <summary>
/// When a connection's heartbeats are due and whether the last one was answered. Lives and dies with its connection.
/// Beats that Discord or the caller asked for are answered and timed, but never count as missed.
/// </summary>
internal sealed class HeartbeatSchedule
{
    private const int KeptLatencies = 5;

    // Each beat gets one ack, in order; a beat that got none is forgotten when the next timed one is sent.
    private readonly Queue<TimeSpan> _unacknowledged = new();
    private readonly Queue<TimeSpan> _latencies = new();
    private TimeSpan? _lastSent;
    private TimeSpan? _lastAcknowledged;
    private bool _timedBeatPending;
    private TimeSpan _dueAt;
    private bool _bytesSinceBeat;
    private double _missedIntervals;
    private TimeSpan? _pausedSince;
    private TimeSpan _pausedInInterval;

    internal HeartbeatSchedule(TimeSpan now, TimeSpan interval, double jitter)
    {
        Interval = interval;
        NextBeat = now + (interval * jitter);
    }

    internal TimeSpan Interval { get; }

    internal TimeSpan NextBeat { get; private set; }

    /// <summary>
    /// Whether a beat is due, and whether the last one's silence is proof that the link is dead: a whole interval in which we listened and nothing came,
    /// or two in which other bytes came (a long replay delays acks). Time in which we did not listen proves nothing.
    /// </summary>
    internal HeartbeatOutcome Check(TimeSpan now)
    {
        if (now < NextBeat)
        {
            return HeartbeatOutcome.NotDue;
        }

        if (_timedBeatPending)
        {
            // The moments in which the pump works on what it has read must not postpone the verdict by a whole interval.
            const double slack = 0.02;
            TimeSpan listened = now - _dueAt - _pausedInInterval - PausedSoFar(now);
            _missedIntervals += Math.Clamp(listened / Interval, 0, 1);
            if (_missedIntervals >= (_bytesSinceBeat ? 2 : 1) - slack)
            {
                return HeartbeatOutcome.NotAcknowledged;
            }
        }
        else
        {
            _bytesSinceBeat = false;
            _missedIntervals = 0;
        }

        _timedBeatPending = true;
        _dueAt = now;
        _pausedInInterval = TimeSpan.Zero;
        if (_pausedSince is not null)
        {
            _pausedSince = now;
        }

        // From the due time, so that late timers do not add up; from now, after a suspended machine woke.
        NextBeat = NextBeat + Interval > now ? NextBeat + Interval : now + Interval;
        while (_unacknowledged.TryPeek(out TimeSpan sent) && now - sent >= Interval)
        {
            _unacknowledged.Dequeue();
        }

        return HeartbeatOutcome.Due;
    }

    /// <summary>A beat, of whatever kind, goes to the socket.</summary>
    internal void Sent(TimeSpan now)
    {
        _lastSent = now;
        _unacknowledged.Enqueue(now);
    }

    /// <summary>An acknowledgement arrived. Returns the latency of its heartbeat; null if none was outstanding.</summary>
    internal TimeSpan? Acknowledged(TimeSpan now)
    {
        _timedBeatPending = false;
        if (!_unacknowledged.TryDequeue(out TimeSpan sent))
        {
            return null;
        }

        _lastAcknowledged = now;
        _latencies.Enqueue(now - sent);
        if (_latencies.Count > KeptLatencies)
        {
            _latencies.Dequeue();
        }

        return now - sent;
    }

    internal void BytesReceived() => _bytesSinceBeat = true;

    /// <summary>The pump stopped reading: the consumer is behind.</summary>
    internal void Paused(TimeSpan now) => _pausedSince ??= now;

    internal void Resumed(TimeSpan now)
    {
        _pausedInInterval += PausedSoFar(now);
        _pausedSince = null;
    }

    internal HeartbeatStatus Snapshot(DateTimeOffset origin) => new()
    {
        Interval = Interval,
        LastSent = origin + _lastSent,
        LastAcknowledged = origin + _lastAcknowledged,
        IsAcknowledged = _unacknowledged.Count == 0,
        Latency = _unacknowledged.Count == 0 && _latencies.Count > 0 ? _latencies.Last() : null,
        RecentLatencies = [.. _latencies],
    };

    private TimeSpan PausedSoFar(TimeSpan now) => _pausedSince is { } since ? now - since : TimeSpan.Zero;
}
