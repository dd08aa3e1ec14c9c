using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Shards;

/// <summary>
/// Everything on its way to the socket: the caller's commands, the presence, requested heartbeats, and the payload that is being written. Part of
/// <see cref="ShardCore"/>, and pure as it is.
/// </summary>
internal sealed class ShardOutbox
{
    /// <summary>How long a write may take before the link counts as dead.</summary>
    internal static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(15);

    private readonly ShardOptions _options;
    private readonly CommandQueue _commands = new();
    private readonly PresenceState _presence;
    private List<Waiter> _heartbeatWaiters = [];
    private SendLanes _lanes;
    private Outgoing? _writing;

    internal ShardOutbox(ShardOptions options, EncodedPresence? presence)
    {
        _options = options;
        Token = options.Token;
        _presence = new PresenceState(presence);
        _lanes = new SendLanes(_commands, _presence);
    }

    internal string Token { get; set; }

    internal PresenceState Presence => _presence;

    internal int WaitingCommands => _commands.Count;

    /// <summary>Whether a writer is at work on the current connection.</summary>
    internal bool IsWriting { get; private set; }

    /// <summary>When the write in progress counts as hung.</summary>
    internal TimeSpan WriteDeadline { get; private set; } = TimeSpan.MaxValue;

    /// <summary>When something can be written; far away if nothing waits or a writer is at work.</summary>
    internal TimeSpan NextAt(TimeSpan now) => IsWriting ? TimeSpan.MaxValue : _lanes.NextAt(now);

    /// <summary>What may be sent now.</summary>
    internal SendBudget GetBudget(TimeSpan now, bool isConnected)
    {
        var budget = new SendBudget { Limit = _lanes.Budget.MostOf(SendLane.Command), PresenceLimit = PresenceState.Limit, Waiting = _commands.Count };
        if (!isConnected)
        {
            return budget;
        }

        int available = _lanes.Budget.Available(SendLane.Command, now);
        TimeSpan nextAt = _lanes.Budget.NextFree(SendLane.Command, now);
        TimeSpan presenceAt = _presence.NextFree(now);
        return budget with
        {
            Available = available,
            NextIn = nextAt - now,
            AvailablePresences = Math.Min(available, _presence.Available(now)),
            NextPresenceIn = (presenceAt > nextAt ? presenceAt : nextAt) - now,
        };
    }

    /// <summary>A new connection is made.</summary>
    internal void OnConnecting() => _lanes = new SendLanes(_commands, _presence);

    /// <summary>READY or RESUMED arrived: presence and commands may be sent.</summary>
    internal void OnEstablished() => _lanes.IsOpen = true;

    internal void ReserveForHeartbeats(TimeSpan interval) => _lanes.Budget.KeepRoomForHeartbeats(interval);

    internal void AddHeartbeat() => _lanes.AddHeartbeat();

    internal void AddRequestedHeartbeat(Waiter? waiter = null)
    {
        _lanes.AddRequestedHeartbeat();
        if (waiter is not null)
        {
            _heartbeatWaiters.Add(waiter);
        }
    }

    internal void AddIdentify() => _lanes.AddIdentify();

    internal void AddResume() => _lanes.AddResume();

    internal void Enqueue(PendingCommand command, TimeSpan now)
    {
        command.QueuedAt = now;
        _commands.Enqueue(command);
    }

    /// <summary>True if the command was waiting and will not be sent; false if it is being written, or was.</summary>
    internal bool Cancel(PendingCommand command) => _commands.Remove(command);

    /// <summary>The caller becomes the writer, if there is none and something can be written.</summary>
    internal bool TryBeginWriting(TimeSpan now)
    {
        if (NextAt(now) > now)
        {
            return false;
        }

        // The deadline stands before the write: a socket may block at once.
        IsWriting = true;
        WriteDeadline = now + WriteTimeout;
        return true;
    }

    /// <summary>Takes the next payload to write. False, and there is no writer any more, when there is none now.</summary>
    internal bool TryTake(GatewayProtocol protocol, TimeSpan now, [NotNullWhen(true)] out Outgoing? outgoing)
    {
        outgoing = null;
        IsWriting = _lanes.TryTake(now, out OutgoingKind kind, out PendingCommand? command);
        WriteDeadline = IsWriting ? now + WriteTimeout : TimeSpan.MaxValue;
        if (!IsWriting)
        {
            return false;
        }

        _writing = outgoing = kind switch
        {
            OutgoingKind.Heartbeat => TakeHeartbeat(protocol, now),
            OutgoingKind.Identify => new(kind, new Identify(Token, _options, _presence.Current).Encode()),
            OutgoingKind.Resume => TakeResume(protocol),
            OutgoingKind.Presence => new(kind, _presence.Current!.ToUpdate()),
            _ => new(kind, command!.Payload) { Command = command },
        };
        return true;
    }

    /// <summary>The payload was written.</summary>
    internal void OnWritten(Outgoing outgoing)
    {
        _writing = null;
        WriteDeadline = TimeSpan.MaxValue;
        outgoing.Command?.Succeed();
        foreach (Waiter waiter in outgoing.HeartbeatWaiters)
        {
            waiter.Succeed();
        }
    }

    /// <summary>The connection is gone: what was being written may have arrived, and commands that must not wait for another fail.</summary>
    internal void OnDisconnected(Func<Exception> heartbeatError)
    {
        IsWriting = false;
        WriteDeadline = TimeSpan.MaxValue;
        _presence.OnDisconnected();
        foreach (Waiter waiter in _heartbeatWaiters.Concat(_writing?.HeartbeatWaiters ?? []))
        {
            waiter.Fail(heartbeatError());
        }

        _heartbeatWaiters = [];
        _writing?.Command?.Fail(new GatewaySendException(
            _options.ShardId, $"the connection failed while the command (opcode {(int)_writing.Opcode}) was being written; it may or may not have arrived. Send it again if a duplicate is harmless."));
        _writing = null;
        _commands.Fail(() => new NotConnectedException(_options.ShardId), onlyImpatient: true);
    }

    /// <summary>The shard has ended.</summary>
    internal void FailAll(Func<Exception> error) => _commands.Fail(error, onlyImpatient: false);

    private Outgoing TakeHeartbeat(GatewayProtocol protocol, TimeSpan now)
    {
        protocol.OnHeartbeatSent(now);
        List<Waiter> waiters = _heartbeatWaiters;
        _heartbeatWaiters = [];
        return new Outgoing(OutgoingKind.Heartbeat, Heartbeat.Encode(protocol.Sequence)) { HeartbeatWaiters = waiters };
    }

    private Outgoing TakeResume(GatewayProtocol protocol)
    {
        protocol.OnResumeSent();
        return new Outgoing(OutgoingKind.Resume, new Resume(Token, protocol.Session!.Id, protocol.ResumeSequence ?? 0).Encode());
    }
}
