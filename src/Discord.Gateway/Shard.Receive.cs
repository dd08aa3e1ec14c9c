using System.Runtime.CompilerServices;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <content>Handing out events.</content>
public sealed partial class Shard
{
    private readonly AsyncSignal _eventSignal = new();
    private int _isReceiving;
    private BufferedEvent _lent;
    private (int SessionNumber, long Sequence) _lastTaken;
    private (int SessionNumber, long Sequence) _lastHandled;
    private bool _isHandling;

    /// <summary>The next event, decoded; connects first if that is not done yet. Null when the shard was shut down.</summary>
    /// <param name="cancellationToken">Ends the wait; no event is lost by it.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that came before are handed out first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is still waiting.</exception>
    public ValueTask<GatewayEvent?> ReceiveAsync(CancellationToken cancellationToken = default) =>
        TryReceive(cancellationToken, out RawGatewayEvent raw) ? new(Decode(raw)) : WaitAndDecodeAsync(cancellationToken);

    /// <summary>The events, decoded, one after the other until the shard is shut down; connects first if that is not done yet.</summary>
    /// <param name="cancellationToken">Ends the loop with an <see cref="OperationCanceledException"/>; the shard lives on.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that came before are handed out first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is still waiting.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } gatewayEvent)
        {
            yield return gatewayEvent;
        }
    }

    /// <summary>
    /// The next event as it came, not decoded; connects first if that is not done yet. Null when the shard was shut down.
    /// Its data is valid until the next receive.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; no event is lost by it.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why. Events that came before are handed out first.</exception>
    /// <exception cref="InvalidOperationException">Another receive is still waiting.</exception>
    public ValueTask<RawGatewayEvent?> ReceiveRawAsync(CancellationToken cancellationToken = default) =>
        TryReceive(cancellationToken, out RawGatewayEvent raw) ? new(raw) : WaitAndReceiveAsync(cancellationToken);

    /// <summary>Where an event is there already, it is handed out without a state machine. All else is <see cref="WaitAndReceiveAsync"/>'s.</summary>
    private bool TryReceive(CancellationToken cancellationToken, out RawGatewayEvent raw)
    {
        raw = default;

        // Without the lock: only this consumer makes it empty.
        if (_buffer.Count == 0 || cancellationToken.IsCancellationRequested || Interlocked.Exchange(ref _isReceiving, 1) != 0)
        {
            return false;
        }

        bool isTaken = TryTakeEvent(out _);
        if (isTaken)
        {
            raw = ToRaw(_lent);
        }

        Volatile.Write(ref _isReceiving, 0);
        return isTaken;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GatewayEvent?> WaitAndDecodeAsync(CancellationToken cancellationToken) =>
        await WaitAndReceiveAsync(cancellationToken).ConfigureAwait(false) is { } raw ? Decode(raw) : null;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RawGatewayEvent?> WaitAndReceiveAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReceiving, 1) != 0)
        {
            throw new InvalidOperationException($"Shard {ShardId}: another receive is still waiting. Receive events in one loop, and share them out from there.");
        }

        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (TryTakeEvent(out bool mustStart))
                {
                    return ToRaw(_lent);
                }

                if (_shutdown is { } shutdown)
                {
                    return shutdown.Error is { } error ? throw error : null;
                }

                if (mustStart)
                {
                    DoActions();
                }

                await _eventSignal.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _isReceiving, 0);
        }
    }

    internal GatewayEvent Decode(in RawGatewayEvent raw)
    {
        GatewayEvent gatewayEvent = raw.Decode();

        // What had no readable envelope was counted when it came.
        if (gatewayEvent is UndecodableEvent && raw.Problem is null)
        {
            _metrics.Undecodable();
        }

        return gatewayEvent;
    }

    private RawGatewayEvent ToRaw(in BufferedEvent item) => new(ShardId, item.Header, item.Sequence, item.Data);

    private bool TryTakeEvent(out bool mustStart)
    {
        GatewayConnection? waiting = null;
        lock (_lock)
        {
            // Who asks for another event has done with the one before.
            _lastHandled = _lastTaken;
            _isHandling = false;
            mustStart = _protocol.IsIdle;
            if (mustStart)
            {
                _protocol.Start(Now);
            }

            _buffer.Release(_lent);
            if (!_buffer.TryDequeue(out _lent))
            {
                return false;
            }

            if (_lent.Sequence is { } sequence && (_lent.SessionNumber != _lastTaken.SessionNumber || sequence > _lastTaken.Sequence))
            {
                _lastTaken = (_lent.SessionNumber, sequence);
            }

            _isHandling = true;

            if (_pausedConnection is not null && _buffer.HasRoom)
            {
                waiting = _pausedConnection;
                _pausedConnection = null;
            }
        }

        waiting?.RoomSignal.Set();
        return true;
    }

    /// <summary>The session, with the sequence of the last event that the consumer took: what waits in the buffer counts as not received.</summary>
    private ShardSession? CurrentSession() => SessionUpTo(_lastTaken, isBehind: _buffer.Count > 0);

    private ShardSession? SessionUpTo((int SessionNumber, long Sequence) last, bool isBehind)
    {
        if (_protocol.Session is not { } session)
        {
            return null;
        }

        // A READY that was not taken yet began the session; Discord does not repeat it, so the session begins after it.
        long sequence = !isBehind ? _protocol.Sequence ?? session.Sequence
            : last.SessionNumber == _protocol.SessionNumber ? Math.Max(last.Sequence, _protocol.SessionStart)
            : _protocol.SessionStart;
        return session with { Sequence = sequence };
    }
}
