using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <content>What a connection tells: it goes into <see cref="GatewayProtocol"/> under the lock, unless it comes from a connection that was let go of.</content>
public sealed partial class Shard : IConnectionOwner
{
    /// <summary>
    /// How many events a wire that never rests, at hundreds of thousands a second, brings before the consumer is woken; else it is when the wire rests.
    /// The thread that the consumer leaves looks for work for as long as some hundred events take.
    /// </summary>
    private const int AnnounceEvery = 2048;

    /// <summary>How many events of a wire that never rests are given one time: a look at the clock costs as much as reading an envelope.</summary>
    private const int LookEvery = 64;

    private readonly EventNames _names = new();
    private GatewayConnection? _connection;
    private GatewayConnection? _pausedConnection;
    private List<TaskCompletionSource>? _heartbeatWaiters;
    private int? _closeCode;
    private int _unannounced;
    private TimeSpan _receivedAt;
    private int _sinceLook;

    void IConnectionOwner.Opened(GatewayConnection connection)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            _protocol.Opened(Now);
        }

        DoActions();
    }

    void IConnectionOwner.ConnectFailed(GatewayConnection connection, Exception error)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            Detach();
            _protocol.ConnectFailed(Now, ErrorText.Of(error));
        }

        DoActions();
    }

    void IConnectionOwner.Closed(GatewayConnection connection, int? code, string reason)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            Detach();
            _closeCode = code;
            _protocol.Closed(Now, code, WithoutSecrets(reason));
        }

        if (CloseCodePolicy.IsClientFault(code))
        {
            _logger.ClosedForOurFault(ShardId, CloseCodePolicy.Describe(code));
        }

        _ = connection.CloseAsync(code: null);
        DoActions();
    }

    void IConnectionOwner.Broken(GatewayConnection connection, string reason)
    {
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            _protocol.Broken(Now, reason);
        }

        DoActions();
    }

    void IConnectionOwner.Crashed(GatewayConnection connection, Exception error)
    {
        _logger.ConnectionCrashed(ShardId, error);
        ((IConnectionOwner)this).Broken(connection, $"unexpected error ({error.GetType().Name})");
    }

    void IConnectionOwner.CloseFailed(GatewayConnection connection, Exception error) => _logger.CloseFailed(ShardId, error);

    void IConnectionOwner.BytesReceived(int count) => _metrics.BytesReceived(count);

    void IConnectionOwner.PartReceived(GatewayConnection connection)
    {
        lock (_lock)
        {
            if (connection == _connection)
            {
                _protocol.BytesReceived();
            }
        }
    }

    void IConnectionOwner.PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload)
    {
        bool isReadable = Envelope.TryRead(payload, out Envelope envelope, out string? problem);
        EventRow? row = isReadable ? EventTable.Find(envelope.Name) : null;
        GatewayEventType type = row?.Type ?? GatewayEventType.Unknown;
        EventHeader? header = null;
        bool isEvent = false;
        bool mustAct;
        TimeSpan? latency = null;
        lock (_lock)
        {
            if (connection != _connection)
            {
                return;
            }

            _protocol.BytesReceived();
            if (!isReadable)
            {
                header = new EventHeader((GatewayOpcode)(-1), type, "", problem);
                _buffer.Enqueue(header, sequence: null, _protocol.SessionNumber, payload);
            }
            else
            {
                TimeSpan now = LookAtClock(envelope.Opcode);
                bool isForConsumer = _protocol.Payload(now, envelope);
                latency = envelope.Opcode == GatewayOpcode.HeartbeatAck ? _protocol.Heartbeat?.LastLatency : null;
                if (isForConsumer && envelope.Opcode == GatewayOpcode.Dispatch)
                {
                    _lastEvent = now;
                    isEvent = true;
                    _requests.Offer(type, envelope.Data);
                    header = !_options.EventFilter.Includes(type) ? null : row is not null ? row.Header : _names.Get(envelope.Name);
                }
                else if (isForConsumer)
                {
                    problem = $"unknown opcode {(int)envelope.Opcode}";
                    header = _names.Get(envelope.Name) with { Opcode = envelope.Opcode, Type = type, Problem = problem };
                }

                if (header is not null)
                {
                    _buffer.Enqueue(header, envelope.Sequence, _protocol.SessionNumber, envelope.Data);
                }
            }

            mustAct = _protocol.HasActions || _protocol.Deadline != _armedFor;
        }

        _metrics.Received(isEvent ? row?.Name ?? "unknown" : null, payload.Length);
        if (latency is { } measured)
        {
            _metrics.HeartbeatAcknowledged(ShardId, measured);
        }

        if (problem is not null)
        {
            _metrics.Undecodable();
            _logger.UnreadablePayload(ShardId, problem);
        }
        else if (_logger.IsEnabled(LogLevel.Trace))
        {
            _logger.Received(ShardId, envelope.Opcode, Encoding.UTF8.GetString(envelope.Name), envelope.Sequence, payload.Length);
        }

        if (header is not null && ++_unannounced == AnnounceEvery)
        {
            Announce();
        }

        if (mustAct)
        {
            DoActions();
        }
    }

    void IConnectionOwner.Drained()
    {
        _sinceLook = 0;
        Announce();
    }

    ValueTask IConnectionOwner.WaitForRoomAsync(GatewayConnection connection)
    {
        // Without the lock: only this pump makes it full.
        if (!_buffer.IsFull)
        {
            return default;
        }

        ((IConnectionOwner)this).Drained();
        lock (_lock)
        {
            if (connection != _connection || !_buffer.IsFull || !_protocol.TryPauseReceive(Now))
            {
                return default;
            }

            _pausedConnection = connection;
        }

        return WaitForRoomAsync(connection);
    }

    /// <summary>A method of its own: as a local function it would cost an allocation at each receive.</summary>
    private async ValueTask WaitForRoomAsync(GatewayConnection connection)
    {
        _logger.ReceivePaused(ShardId, _options.MaxBufferedEvents, _options.MaxBufferedBytes);
        bool mayGoOn;
        do
        {
            await connection.RoomSignal.WaitAsync().ConfigureAwait(false);
            lock (_lock)
            {
                if (connection != _connection)
                {
                    return;
                }

                mayGoOn = _buffer.HasRoom;
                if (mayGoOn)
                {
                    _protocol.ReceiveResumed(Now);
                }
                else
                {
                    _pausedConnection = connection;
                }
            }
        }
        while (!mayGoOn);

        _logger.ReceiveResumed(ShardId);
    }

    bool IConnectionOwner.TryTakeOutgoing(GatewayConnection connection, out Outgoing outgoing)
    {
        lock (_lock)
        {
            TimeSpan now = Now;
            if (connection == _connection && !connection.IsClosing && connection.Lanes.TryTake(now, out OutgoingKind kind, out PendingCommand? command))
            {
                outgoing = kind switch
                {
                    OutgoingKind.Heartbeat => TakeHeartbeat(now),
                    OutgoingKind.Identify => new(kind, new Identify(_token, _options, _presence.Current).Encode()) { Presence = _presence.Current },
                    OutgoingKind.Resume => new(kind, new Resume(_token, _protocol.Session!.Id, _protocol.Sequence ?? 0).Encode()),
                    OutgoingKind.Presence => new(kind, EncodePresence(_presence.Current!)) { Presence = _presence.Current },
                    _ => new(kind, command!.Payload) { Command = command },
                };
                return true;
            }

            outgoing = default;
            connection.IsWriting = false;
        }

        // What is held back by the budget is taken up by the timer.
        ArmTimer();
        return false;
    }

    void IConnectionOwner.Written(GatewayConnection connection, in Outgoing outgoing, Exception? error)
    {
        IAsyncDisposable? permit = null;
        lock (_lock)
        {
            if (outgoing.Kind == OutgoingKind.Identify && connection == _connection)
            {
                permit = _identifyPermit;
                _identifyPermit = null;
            }

            if (error is null && outgoing.Presence is { } presence)
            {
                _presence.Told(presence);
            }
        }

        LeaveIdentifyGate(permit);
        if (error is null)
        {
            _logger.Sent(ShardId, outgoing.Opcode, outgoing.Payload.Length);
            if (outgoing.Kind == OutgoingKind.Identify)
            {
                _metrics.Identified(ShardId);
            }

            if (outgoing.Command is { } command)
            {
                _metrics.CommandSent(command.Opcode, _time.GetElapsedTime(command.QueuedAt));
                command.Succeed();
            }

            outgoing.HeartbeatWaiters?.ForEach(waiter => waiter.TrySetResult());
            return;
        }

        outgoing.Command?.Fail(new GatewaySendException(
            ShardId, $"the connection failed while {outgoing.Opcode} was being written; it may or may not have arrived.", error));
        FailHeartbeats(outgoing.HeartbeatWaiters, error);
        string reason = error is TimeoutException ? $"a write took over {GatewayConnection.WriteTimeout.TotalSeconds} s" : $"a write failed ({ErrorText.Of(error)})";
        ((IConnectionOwner)this).Broken(connection, reason);
    }

    /// <summary>A close reason is the peer's own text, and the peer knows both.</summary>
    private string WithoutSecrets(string reason)
    {
        reason = reason.Replace(_token, "***", StringComparison.Ordinal);
        return _protocol.Session is { Id.Length: > 0 } session ? reason.Replace(session.Id, "***", StringComparison.Ordinal) : reason;
    }

    /// <summary>The time at which a payload came. For events, the time at which the first of those came that were there at once.</summary>
    private TimeSpan LookAtClock(GatewayOpcode opcode)
    {
        if (opcode != GatewayOpcode.Dispatch || _sinceLook++ % LookEvery == 0)
        {
            _receivedAt = Now;
        }

        return _receivedAt;
    }

    /// <summary>Wakes the consumer, if anything came. For each event alone, waking would cost more than all the rest.</summary>
    private void Announce()
    {
        if (_unannounced > 0)
        {
            _unannounced = 0;
            _eventSignal.Set();
        }
    }

    private Outgoing TakeHeartbeat(TimeSpan now)
    {
        _protocol.HeartbeatSent(now);
        List<TaskCompletionSource>? waiters = _heartbeatWaiters;
        _heartbeatWaiters = null;
        return new Outgoing(OutgoingKind.Heartbeat, Commands.Heartbeat.Encode(_protocol.Sequence)) { HeartbeatWaiters = waiters };
    }
}
