namespace Discord.Gateway.Commands;

/// <summary>
/// The presence the bot wants, and how much of it Discord is known to have: it is <i>pending</i> until written, then <i>written</i>, and <i>acknowledged</i> once
/// Discord has acknowledged a heartbeat that was written after it on the same connection. A write proves nothing, since it succeeds on a dead link too: a
/// presence that was written and not acknowledged when the link was lost is pending again.
/// </summary>
internal sealed class PresenceState(EncodedPresence? initial)
{
    /// <summary>Discord allows 5 presence updates in 20 s: <see href="https://discord.com/developers/docs/events/gateway#rate-limiting"/>.</summary>
    internal const int Limit = 5;

    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(21);

    private readonly Queue<TimeSpan> _sent = new();
    private long _acknowledged;
    private long _written;
    private long _heartbeats;
    private long _heartbeatsAcknowledged;
    private long _acknowledgedBy;

    internal EncodedPresence? Current { get; set; } = initial;

    /// <summary>Whether an update with the current presence must be written on this connection.</summary>
    internal bool IsPending => Current is { } current && current.Version != _acknowledged && current.Version != _written;

    /// <summary>When the current presence may be sent.</summary>
    internal TimeSpan NextFree(TimeSpan now)
    {
        while (_sent.TryPeek(out TimeSpan sent) && now - sent >= Window)
        {
            _sent.Dequeue();
        }

        return _sent.Count < Limit ? now : _sent.Peek() + Window;
    }

    /// <summary>How many updates may be sent now.</summary>
    internal int Available(TimeSpan now)
    {
        _ = NextFree(now);
        return Limit - _sent.Count;
    }

    /// <summary>An update with the current presence goes to the socket.</summary>
    internal void OnUpdateSent(TimeSpan now)
    {
        _sent.Enqueue(now);
        OnSent();
    }

    /// <summary>An identify with the current presence goes to the socket.</summary>
    internal void OnIdentifySent() => OnSent();

    internal void OnHeartbeatSent() => _heartbeats++;

    /// <summary>Each heartbeat is acknowledged once, in order.</summary>
    internal void OnHeartbeatAcknowledged()
    {
        // An acknowledgement of no heartbeat proves nothing.
        _heartbeatsAcknowledged = Math.Min(_heartbeatsAcknowledged + 1, _heartbeats);
        if (_written > 0 && _heartbeatsAcknowledged >= _acknowledgedBy)
        {
            _acknowledged = _written;
        }
    }

    /// <summary>READY arrived, so the identify did, and so did the presence in it. An update cannot have been sent before READY.</summary>
    internal void OnReady() => _acknowledged = _written;

    /// <summary>The connection is gone, and with it everything written and not acknowledged.</summary>
    internal void OnDisconnected()
    {
        _written = 0;
        _heartbeats = _heartbeatsAcknowledged = _acknowledgedBy = 0;
    }

    /// <summary>The session is gone, and with it the presence Discord had.</summary>
    internal void OnSessionLost() => _acknowledged = 0;

    private void OnSent()
    {
        _written = Current?.Version ?? 0;
        _acknowledgedBy = _heartbeats + 1;
    }
}
