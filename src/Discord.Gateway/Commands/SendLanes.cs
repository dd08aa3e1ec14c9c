namespace Discord.Gateway.Commands;

/// <summary>
/// Decides what a connection sends next: heartbeats first, then identify or resume, then presence, then the caller's commands in order,
/// each only within the budget. Pure: the time is passed in, the bytes are made by the caller.
/// </summary>
internal sealed class SendLanes(CommandQueue commands, PresenceState presence)
{
    private readonly CommandBudget _budget = new();
    private bool _heartbeatDue;
    private bool _answerDue;
    private OutgoingKind? _opening;

    /// <summary>Whether READY or RESUMED has arrived: presence and commands may be sent.</summary>
    internal bool IsOpen { get; set; }

    internal CommandBudget Budget => _budget;

    /// <summary>A scheduled heartbeat is due.</summary>
    internal void AddHeartbeat() => _heartbeatDue = true;

    /// <summary>Discord or the caller requested a heartbeat. Several requests before it is written are answered by one.</summary>
    internal void AddRequestedHeartbeat() => _answerDue = true;

    internal void AddIdentify() => _opening = OutgoingKind.Identify;

    internal void AddResume() => _opening = OutgoingKind.Resume;

    /// <summary>Takes the next payload to send now, and its slot in the budget.</summary>
    internal bool TryTake(TimeSpan now, out OutgoingKind kind, out PendingCommand? command)
    {
        command = null;
        if (Next(now) is not { } next || next.At > now)
        {
            kind = default;
            return false;
        }

        kind = next.Kind;
        _ = _budget.TryTake(next.Lane, now);
        switch (kind)
        {
            case OutgoingKind.Heartbeat:
                _heartbeatDue = false;
                _answerDue = false;
                presence.OnHeartbeatSent();
                break;
            case OutgoingKind.Identify:
                _opening = null;
                presence.OnIdentifySent();
                break;
            case OutgoingKind.Resume:
                _opening = null;
                break;
            case OutgoingKind.Presence:
                presence.OnUpdateSent(now);
                break;
            case OutgoingKind.Command:
                command = commands.Dequeue();
                break;
        }

        return true;
    }

    /// <summary>When <see cref="TryTake"/> will have something; far away if nothing waits.</summary>
    internal TimeSpan NextAt(TimeSpan now) => Next(now)?.At ?? TimeSpan.MaxValue;

    private (OutgoingKind Kind, SendLane Lane, TimeSpan At)? Next(TimeSpan now)
    {
        if (_heartbeatDue)
        {
            return At(OutgoingKind.Heartbeat, SendLane.Heartbeat);
        }

        if (_answerDue || _opening is not null)
        {
            return At(_answerDue ? OutgoingKind.Heartbeat : _opening!.Value, SendLane.Control);
        }

        if (!IsOpen)
        {
            return null;
        }

        TimeSpan presenceAt = presence.IsPending ? presence.NextFree(now) : TimeSpan.MaxValue;
        if (presenceAt <= now || (presence.IsPending && commands.IsEmpty))
        {
            (OutgoingKind Kind, SendLane Lane, TimeSpan At) update = At(OutgoingKind.Presence, SendLane.Command);
            return update with { At = update.At > presenceAt ? update.At : presenceAt };
        }

        return commands.IsEmpty ? null : At(OutgoingKind.Command, SendLane.Command);

        (OutgoingKind, SendLane, TimeSpan) At(OutgoingKind kind, SendLane lane) => (kind, lane, _budget.NextFree(lane, now));
    }
}
