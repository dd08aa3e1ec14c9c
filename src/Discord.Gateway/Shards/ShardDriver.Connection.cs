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
    TimeSpan IConnectionOwner.Now => _clock.Now;

    void IConnectionOwner.Opened(GatewayConnection connection) =>
        Guarded(connection, (core, now) => core.OnOpened(connection.Number, now));

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

    void IConnectionOwner.BytesReceived(int count) => _telemetry.BytesReceived(count);

    void IConnectionOwner.PartReceived(GatewayConnection connection)
    {
        lock (_lock)
        {
            Core.OnPart(connection.Number);
        }
    }

    void IConnectionOwner.PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload, TimeSpan now)
    {
        try
        {
            OnPayload(connection, payload, now);
        }
        catch (Exception error)
        {
            OnUnexpected(connection, error);
            Settle();
        }
    }

    void IConnectionOwner.Rests(GatewayConnection connection)
    {
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

    void IConnectionOwner.Wakes(GatewayConnection connection, TimeSpan now)
    {
        lock (_lock)
        {
            Core.OnDeaf(connection.Number, now);
        }
    }

    bool IConnectionOwner.IsConsumerWaiting => MayTakeEvent && EventSignal.IsWaiting;

    void IConnectionOwner.WakeConsumer(bool mayUseThread) => WakeConsumer(mayUseThread);

    private void WakeConsumer(bool mayUseThread)
    {
        if (!MayTakeEvent)
        {
            return;
        }

        if (mayUseThread)
        {
            EventSignal.SetHere();
        }
        else
        {
            EventSignal.Set();
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

        EventSignal.Set();
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

    private void OnPayload(GatewayConnection connection, ReadOnlySpan<byte> payload, TimeSpan now)
    {
        bool isReadable = connection.Envelopes.TryRead(payload, out Envelope envelope, out string? problem);
        EventRow? row = isReadable ? EventTable.Find(envelope.Name) : null;
        if (envelope.Opcode != GatewayOpcode.Dispatch)
        {
            now = _clock.Now;
        }

        PayloadOutcome outcome;
        lock (_lock)
        {
            outcome = isReadable
                ? Core.OnPayload(connection.Number, now, envelope, row)
                : Core.OnUnreadable(connection.Number, now, payload, problem!);
        }

        _telemetry.PayloadReceived(envelope, row?.Name, payload.Length, outcome);
        if (outcome.MustSettle)
        {
            // First, since what was decided is logged, and a logger may hang.
            WakeConsumer(mayUseThread: false);
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
