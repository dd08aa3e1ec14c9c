using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Shards;

/// <content>The inputs of a connection, by its number.</content>
internal sealed partial class ShardCore
{
    internal void OnOpened(int connection, TimeSpan now)
    {
        if (IsCurrent(connection))
        {
            _protocol.OnOpened(now);
            Apply();
        }
    }

    internal void OnConnectFailed(int connection, TimeSpan now, string reason)
    {
        if (IsCurrent(connection))
        {
            _protocol.OnConnectFailed(now, Clean(reason));
            Apply();
        }
    }

    /// <summary>The peer closed, or the connection broke (no code). False if it was not current.</summary>
    internal bool OnClosed(int connection, TimeSpan now, int? code, string reason)
    {
        if (!IsCurrent(connection))
        {
            return false;
        }

        _protocol.OnClosed(now, code, Clean(reason));
        Apply();
        return true;
    }

    /// <summary>Our side found the connection unusable. False if it was not current.</summary>
    internal bool OnBroken(int connection, TimeSpan now, string reason)
    {
        if (!IsCurrent(connection))
        {
            return false;
        }

        _protocol.OnBroken(now, Clean(reason));
        Apply();
        return true;
    }

    /// <summary>A payload over the bound. If its beginning tells which event it is, that reaches the consumer without its data.</summary>
    internal PayloadOutcome OnOversize(int connection, TimeSpan now, EventHeader? header, long sequence, string reason)
    {
        if (!IsCurrent(connection))
        {
            return default;
        }

        int sessionNumber = _protocol.SessionNumber;
        bool isEvent = _protocol.OnOversize(now, header is null ? null : sequence, reason);
        if (isEvent)
        {
            _inbox.AddOversize(header!, sequence, sessionNumber, reason);
        }

        Apply();
        return new PayloadOutcome(isEvent, isEvent, reason);
    }

    /// <summary>The pump has bytes to work on.</summary>
    internal void OnDeaf(int connection, TimeSpan now)
    {
        if (IsCurrent(connection))
        {
            _protocol.OnDeaf(now);
        }
    }

    /// <summary>The pump waits for bytes. True if there is a new deadline.</summary>
    internal bool OnListening(int connection, TimeSpan now) => IsCurrent(connection) && _protocol.OnListening(now);

    /// <summary>Bytes arrived that complete no payload.</summary>
    internal void OnPart(int connection)
    {
        if (IsCurrent(connection))
        {
            _protocol.OnBytes();
        }
    }

    /// <summary>A payload whose envelope could not be read: the consumer receives it whole.</summary>
    internal PayloadOutcome OnUnreadable(int connection, TimeSpan now, ReadOnlySpan<byte> payload, string problem)
    {
        if (!IsCurrent(connection))
        {
            return default;
        }

        _protocol.OnBytes();
        bool isBuffered = _protocol.IsGreeted(now, "an unreadable payload");
        if (isBuffered)
        {
            _inbox.AddUnreadable(payload, _protocol.SessionNumber, problem);
        }

        Apply();
        return new PayloadOutcome(IsEvent: false, isBuffered, problem) { MustSettle = !isBuffered };
    }

    internal PayloadOutcome OnPayload(int connection, TimeSpan now, in Envelope envelope, EventRow? row)
    {
        if (!IsCurrent(connection))
        {
            return default;
        }

        _protocol.OnBytes();
        PayloadOutcome outcome = default;
        if (_protocol.OnPayload(now, envelope))
        {
            if (envelope.Opcode == GatewayOpcode.Dispatch)
            {
                LastEventAt = now;
                outcome = new(IsEvent: true, _inbox.AddEvent(row, envelope, _protocol.SessionNumber));
            }
            else
            {
                outcome = new(IsEvent: false, IsBuffered: true, $"unknown opcode {(int)envelope.Opcode}");
                _inbox.AddUnknown(envelope, _protocol.SessionNumber, outcome.Reason!);
            }
        }
        else if (envelope.Opcode == GatewayOpcode.HeartbeatAck)
        {
            _outbox.Presence.OnHeartbeatAcknowledged();
        }

        if (!_protocol.HasActions)
        {
            return outcome;
        }

        Apply();
        return outcome with { MustSettle = true };
    }

    /// <summary>The pump wants to stop reading, since the consumer is behind. False when it may go on.</summary>
    internal bool TryPauseReading(int connection, TimeSpan now)
    {
        // Not before Hello: without a heartbeat nothing would watch the connection. Nothing for the consumer arrives before it either.
        if (!IsCurrent(connection) || Heartbeat is null || !_inbox.MustPause)
        {
            return false;
        }

        _protocol.OnDeaf(now);
        _inbox.Pause();
        return true;
    }

    internal void OnReadingResumed() => _inbox.Resume();

    /// <summary>The identify gate let a connection through. False if it is gone.</summary>
    internal bool OnGateOpened(int connection, TimeSpan now)
    {
        if (!IsCurrent(connection))
        {
            return false;
        }

        _protocol.OnGateOpened(now);
        Apply();
        return true;
    }

    /// <summary>Takes the next payload to write. False, and the caller is no longer the writer, when there is none now.</summary>
    internal bool TryTakeOutgoing(int connection, TimeSpan now, [NotNullWhen(true)] out Outgoing? outgoing)
    {
        outgoing = null;
        return IsCurrent(connection) && _outbox.TryTake(_protocol, now, out outgoing);
    }

    /// <summary>A payload was written, or its write failed.</summary>
    internal void OnWritten(int connection, TimeSpan now, Outgoing outgoing, string? failure)
    {
        if (!IsCurrent(connection))
        {
            // Its callers learned it when the connection was let go of.
            return;
        }

        if (failure is not null)
        {
            _ = OnBroken(connection, now, failure);
            return;
        }

        _outbox.OnWritten(outgoing);
        if (outgoing.Kind == OutgoingKind.Identify)
        {
            _actions.Enqueue(new ShardAction.LeaveGate());
        }

        _actions.Enqueue(new ShardAction.Sent(outgoing.Opcode, outgoing.Payload.Length, now - outgoing.Command?.QueuedAt));
    }
}
