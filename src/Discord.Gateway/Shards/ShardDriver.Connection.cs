using System.Diagnostics.CodeAnalysis;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Shards;

/// <content>The calls of the connection. Each is guarded: an exception breaks the connection, and nothing else.</content>
internal sealed partial class ShardDriver : IConnectionOwner
{
    /// <summary>How many events may wait before the consumer is woken, on a wire that never rests. Waking it costs as much as reading several events.</summary>
    private const int WakeEvery = 2048;

    /// <summary>
    /// How long an event may wait before the consumer is woken, on a wire that never rests. Each wake-up lets a thread of the pool spin when the consumer waits again, so
    /// a shorter bound costs throughput at saturation.
    /// </summary>
    private static readonly TimeSpan WakeWithin = TimeSpan.FromMilliseconds(2);

    /// <summary>How many events of a wire that never rests share one time: reading the clock costs as much as reading an envelope.</summary>
    private const int ReadClockEvery = 64;

    /// <summary>How often the wait of the first event that waits is looked at.</summary>
    private const int LookAtWaitEvery = 8;

    /// <summary>How many payloads of a connection are read to the end of their data, to learn whether anything follows it.</summary>
    private const int ExactReads = 8;

    // Of the pump alone.
    private bool _mayHaveKeysAfterData;
    private int _exactReads;
    private int _unannounced;
    private TimeSpan _unannouncedSince;
    private TimeSpan _arrivedAt;
    private int _sinceClock;

    void IConnectionOwner.Opened(GatewayConnection connection)
    {
        _exactReads = 0;
        Guarded(connection, (core, now) => core.OnOpened(connection.Number, now));
    }

    void IConnectionOwner.ConnectFailed(GatewayConnection connection, string reason) =>
        Guarded(connection, (core, now) => core.OnConnectFailed(connection.Number, now, reason));

    void IConnectionOwner.Closed(GatewayConnection connection, int? code, string reason) =>
        Guarded(connection, (core, now) => core.OnClosed(connection.Number, now, code, reason));

    void IConnectionOwner.Broken(GatewayConnection connection, string reason) =>
        Guarded(connection, (core, now) => core.OnBroken(connection.Number, now, reason));

    void IConnectionOwner.Crashed(GatewayConnection connection, Exception error)
    {
        _telemetry.Logger.ConnectionCrashed(_options.ShardId, error);
        Guarded(connection, (core, now) => core.OnBroken(connection.Number, now, $"unexpected error ({error.GetType().Name})"));
    }

    void IConnectionOwner.CloseFailed(GatewayConnection connection, Exception error) => _telemetry.Logger.CloseFailed(_options.ShardId, error);

    void IConnectionOwner.Oversize(GatewayConnection connection, ReadOnlySpan<byte> beginning, string reason)
    {
        EventHeader? header = EnvelopeBeginning.TryRead(beginning, out string name, out long sequence)
            ? EventTable.Find(Encoding.UTF8.GetBytes(name))?.Header ?? new EventHeader(GatewayOpcode.Dispatch, GatewayEventType.Unknown, name)
            : null;
        PayloadOutcome outcome = default;
        Guarded(connection, (core, now) => outcome = core.OnOversize(connection.Number, now, header, sequence, reason));
        _telemetry.PayloadReceived(default, header?.Name, beginning.Length, outcome);
        EventSignal.Set();
    }

    void IConnectionOwner.BytesReceived(int count)
    {
        _telemetry.BytesReceived(count);
        WakeConsumerInTime();
    }

    void IConnectionOwner.PartReceived(GatewayConnection connection)
    {
        lock (_lock)
        {
            Core.OnPart(connection.Number);
        }
    }

    void IConnectionOwner.PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload)
    {
        try
        {
            OnPayload(connection, payload);
        }
        catch (Exception error)
        {
            OnUnexpected(connection, error);
            Settle();
        }
    }

    void IConnectionOwner.Rests(GatewayConnection connection)
    {
        WakeConsumer();
        bool isNewDeadline;
        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            isNewDeadline = Core.OnListening(connection.Number, now);
        }

        if (isNewDeadline)
        {
            Settle();
        }
    }

    void IConnectionOwner.Wakes(GatewayConnection connection)
    {
        _arrivedAt = _clock.Now;
        _sinceClock = 1;
        lock (_lock)
        {
            Core.OnDeaf(connection.Number, _arrivedAt);
        }
    }

    ValueTask IConnectionOwner.WaitForRoomAsync(GatewayConnection connection)
    {
        if (!_core.MayHaveToPause)
        {
            return default;
        }

        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            if (!Core.TryPauseReading(connection.Number, now))
            {
                return default;
            }
        }

        WakeConsumer();
        return WaitForRoomAsync(connection);
    }

    bool IConnectionOwner.TryTakeOutgoing(GatewayConnection connection, [NotNullWhen(true)] out Outgoing? outgoing)
    {
        try
        {
            TimeSpan now = _clock.Now;
            lock (_lock)
            {
                return Core.TryTakeOutgoing(connection.Number, now, out outgoing);
            }
        }
        catch (Exception error)
        {
            OnUnexpected(connection, error);
            outgoing = null;
            return false;
        }
    }

    void IConnectionOwner.Written(GatewayConnection connection, Outgoing outgoing, Exception? error)
    {
        // Not settled here: performing may be slow, and the writer must go on to the next heartbeat.
        string? failure = error is null ? null : $"a write failed ({ErrorText.Of(error)})";
        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            Core.OnWritten(connection.Number, now, outgoing, failure);
        }
    }

    void IConnectionOwner.WriterEnded() => Settle();

    private void OnPayload(GatewayConnection connection, ReadOnlySpan<byte> payload)
    {
        bool isExact = _mayHaveKeysAfterData || _exactReads < ExactReads;
        bool isReadable = Envelope.TryRead(payload, out Envelope envelope, out string? problem, isExact);
        if (isExact)
        {
            _exactReads++;
            _mayHaveKeysAfterData |= envelope.HasKeysAfterData;
        }

        EventRow? row = isReadable ? EventTable.Find(envelope.Name) : null;
        TimeSpan now = GetArrivalTime(envelope.Opcode);
        PayloadOutcome outcome;
        lock (_lock)
        {
            outcome = isReadable
                ? Core.OnPayload(connection.Number, now, envelope, row)
                : Core.OnUnreadable(connection.Number, now, payload, problem!);
        }

        _telemetry.PayloadReceived(envelope, row?.Name, payload.Length, outcome);
        if (outcome.IsBuffered)
        {
            OnBuffered();
        }

        if (outcome.MustSettle)
        {
            Settle();
        }
    }

    /// <summary>A method of its own: as a part of the other it would cost an allocation at each receive.</summary>
    private async ValueTask WaitForRoomAsync(GatewayConnection connection)
    {
        _telemetry.Logger.ReceivePaused(_options.ShardId, _options.MaxBufferedEvents, _options.MaxBufferedBytes);
        while (true)
        {
            await connection.RoomSignal.WaitAsync().ConfigureAwait(false);
            lock (_lock)
            {
                if (connection != CurrentConnection)
                {
                    return;
                }

                if (Core.MayResumeReading)
                {
                    Core.OnReadingResumed();
                    break;
                }
            }
        }

        _telemetry.Logger.ReceiveResumed(_options.ShardId);
    }

    /// <summary>The time at which a payload arrived. For events that were there at once, the time of one of the first of them.</summary>
    private TimeSpan GetArrivalTime(GatewayOpcode opcode)
    {
        if (opcode != GatewayOpcode.Dispatch || _sinceClock++ % ReadClockEvery == 0)
        {
            _arrivedAt = _clock.Now;
        }

        return _arrivedAt;
    }

    private void OnBuffered()
    {
        if (++_unannounced == 1)
        {
            _unannouncedSince = _arrivedAt;
        }
        else if (_unannounced == WakeEvery)
        {
            WakeConsumer();
        }
        else if (_unannounced % LookAtWaitEvery == 0)
        {
            WakeConsumerInTime();
        }
    }

    /// <summary>Wakes the consumer if an event has waited for long enough. For each event alone, waking would cost more than everything else.</summary>
    private void WakeConsumerInTime()
    {
        if (_unannounced > 0 && _clock.Now - _unannouncedSince >= WakeWithin)
        {
            WakeConsumer();
        }
    }

    private void WakeConsumer()
    {
        if (_unannounced > 0)
        {
            _unannounced = 0;
            EventSignal.Set();
        }
    }

    private void Guarded(GatewayConnection connection, Action<ShardCore, TimeSpan> input)
    {
        try
        {
            TimeSpan now = _clock.Now;
            lock (_lock)
            {
                input(Core, now);
            }
        }
        catch (Exception error)
        {
            OnUnexpected(connection, error);
        }

        Settle();
    }
}
