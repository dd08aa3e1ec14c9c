namespace Discord.Gateway.StressTests.Guarantees;

/// <summary>One way to break a guarantee on purpose.</summary>
/// <param name="Guarantee">Its number in the README.</param>
/// <param name="What">What the library then does wrong.</param>
/// <param name="File">The file that is changed, under <c>src/Discord.Gateway</c>.</param>
/// <param name="Old">Text that stands there once.</param>
/// <param name="New">What it becomes; <c>BROKEN</c> stands for whether this one is wanted.</param>
/// <param name="Tests">The class whose tests must notice.</param>
internal sealed record GuaranteeBreak(int Guarantee, string What, string File, string Old, string New, string Tests)
{
    internal static readonly GuaranteeBreak[] All =
    [
        new(1, "a missing ack is never noticed", "Protocol/HeartbeatSchedule.cs",
            "_missedIntervals >= (_bytesSinceBeat ? 2 : 1)", "!BROKEN && _missedIntervals >= (_bytesSinceBeat ? 2 : 1)", "ZombieTests"),
        new(1, "a close that hangs is waited for", "Transport/GatewayConnection.cs",
            "await close.WaitAsync(CloseTimeout, _time)", "await (BROKEN ? close : close.WaitAsync(CloseTimeout, _time))", "ZombieTests"),
        new(1, "a WebSocket that never opens is waited for", "Protocol/GatewayProtocol.cs",
            "now + ConnectTimeout", "BROKEN ? TimeSpan.MaxValue : now + ConnectTimeout", "ZombieTests"),

        new(2, "4009 resumes", "Protocol/GatewayProtocol.cs",
            "CloseCodePolicy.ActionFor(code);", "BROKEN && code == 4009 ? CloseAction.Resume : CloseCodePolicy.ActionFor(code);", "CloseCodeTests"),
        new(2, "4014 is tried again", "Protocol/CloseCodePolicy.cs",
            "switch\n    {\n        GatewayCloseCode.NotAuthenticated", "switch\n    {\n        GatewayCloseCode.DisallowedIntents when BROKEN => CloseAction.Identify,\n        GatewayCloseCode.NotAuthenticated", "CloseCodeTests"),
        new(2, "an unknown code costs the session", "Protocol/CloseCodePolicy.cs",
            "_ => CloseAction.Resume", "_ => BROKEN ? CloseAction.Identify : CloseAction.Resume", "CloseCodeTests"),

        new(3, "the resume URL goes without its query", "Protocol/GatewayProtocol.cs",
            "_endpoint.WithQuery(_session!.ResumeUrl!)", "BROKEN ? _session!.ResumeUrl! : _endpoint.WithQuery(_session!.ResumeUrl!)", "ReconnectTests"),
        new(3, "a resume URL that fails is never left", "Protocol/GatewayProtocol.cs",
            "_resumeUrlFailures < MaxResumeUrlFailures", "(BROKEN || _resumeUrlFailures < MaxResumeUrlFailures)", "ReconnectTests"),
        new(3, "the back-off begins again with each open socket", "Protocol/GatewayProtocol.cs",
            "Enter(State.WaitingForHello,", "_failures = BROKEN ? 0 : _failures;\n        Enter(State.WaitingForHello,", "ReconnectTests"),
        new(3, "a resume that only began to replay counts as not answered", "Protocol/GatewayProtocol.cs",
            "_unansweredResumes = 0;\n            _stateDeadline", "_unansweredResumes = BROKEN ? _unansweredResumes : 0;\n            _stateDeadline", "ReconnectTests"),
        new(3, "op 9 with false resumes", "Protocol/GatewayProtocol.cs",
            "if (resumable && _session is not null)", "if ((BROKEN || resumable) && _session is not null)", "ReconnectTests"),
        new(3, "op 9 is followed by an identify at once", "Protocol/GatewayProtocol.cs",
            "TimeSpan.FromSeconds(1 + (4 * _jitter()))", "BROKEN ? TimeSpan.Zero : TimeSpan.FromSeconds(1 + (4 * _jitter()))", "ReconnectTests"),
        new(3, "op 7 before Hello is passed over", "Protocol/GatewayProtocol.cs",
            "Drop(now, KeepSessionCode, \"Discord asked", "if (!BROKEN || _state != State.WaitingForHello) Drop(now, KeepSessionCode, \"Discord asked", "ReconnectTests"),

        new(4, "the first heartbeat has no jitter", "Protocol/HeartbeatSchedule.cs",
            "(interval * jitter)", "(interval * (BROKEN ? 1 : jitter))", "HeartbeatScheduleTests"),
        new(4, "op 1 is not answered", "Protocol/GatewayProtocol.cs",
            "_actions.Enqueue(new ShardAction(ShardActionKind.AnswerHeartbeat));", "if (!BROKEN) _actions.Enqueue(new ShardAction(ShardActionKind.AnswerHeartbeat));", "ZombieTests"),
        new(4, "a heartbeat before the first event carries 0", "Shard.Connection.cs",
            "Commands.Heartbeat.Encode(_protocol.Sequence)", "Commands.Heartbeat.Encode(BROKEN ? _protocol.Sequence ?? 0 : _protocol.Sequence)", "ReconnectTests"),
        new(4, "bytes give no grace to a late ack", "Protocol/HeartbeatSchedule.cs",
            "=> _bytesSinceBeat = true", "=> _bytesSinceBeat = !BROKEN", "HeartbeatScheduleTests"),
        new(4, "time in which we did not listen counts against the link", "Protocol/HeartbeatSchedule.cs",
            "(_pausedInInterval + PausedSoFar(now)) / Interval", "(BROKEN ? 0 : 1) * (_pausedInInterval + PausedSoFar(now)) / Interval", "BackPressureTests"),

        new(5, "commands take the room of heartbeats", "Commands/CommandBudget.cs",
            "RoomKept(lane) - _sent.Count", "(BROKEN ? 0 : RoomKept(lane)) - _sent.Count", "SendLimitTests"),
        new(5, "120 payloads in 30 s", "Commands/CommandBudget.cs",
            "now - sent >= Window", "now - sent >= Window / (BROKEN ? 2 : 1)", "SendLimitTests"),
        new(5, "a payload of 4,097 bytes is sent", "Commands/GatewayPayload.cs",
            "payload.Length <= MaxSize", "BROKEN || payload.Length <= MaxSize", "SendLimitTests"),

        new(6, "a command whose write fails is forgotten", "Shard.Connection.cs",
            "outgoing.Command?.Fail(", "(BROKEN ? null : outgoing.Command)?.Fail(", "ZombieTests"),
        new(6, "commands that wait at a shutdown are forgotten", "Shard.cs",
            "command.Fail(error);", "if (!BROKEN) command.Fail(error);", "DisposalTests"),
        new(6, "commands are sent last first", "Commands/CommandQueue.cs",
            "_commands.AddLast(command)", "_ = BROKEN ? _commands.AddFirst(command) : _commands.AddLast(command)", "SendLimitTests"),

        new(7, "what is replayed twice is delivered twice", "Protocol/SequenceWindow.cs",
            "behind is < 0 or >= 64 || (_seen & (1UL << (int)behind)) != 0", "!BROKEN && (behind is < 0 or >= 64 || (_seen & (1UL << (int)behind)) != 0)", "SurpriseTests"),
        new(7, "a kept session counts what was not taken", "Shard.Receive.cs",
            "SessionUpTo(_lastTaken, isBehind: _buffer", "SessionUpTo(_lastTaken, isBehind: !BROKEN && _buffer", "SessionTests"),

        new(8, "data that does not fit throws", "Events/GatewayEvent.cs",
            "when (error is JsonException", "when (!BROKEN && error is JsonException", "SurpriseTests"),
        new(8, "an unreadable payload ends the connection", "Shard.Connection.cs",
            "header = new EventHeader((GatewayOpcode)(-1)", "if (BROKEN) _protocol.Broken(Now, \"unreadable\");\n                header = new EventHeader((GatewayOpcode)(-1)", "ReconnectTests"),

        new(9, "the reserve is spent", "Sharding/IdentifyBudget.cs",
            "Reserve + 1 - Remaining(now)", "(BROKEN ? 1 : Reserve + 1) - Remaining(now)", "IdentifyBudgetTests"),
        new(9, "two identifies of a key within 5 s", "Sharding/IdentifyBudget.cs",
            "_nextOfKey[key] = now + Interval", "_nextOfKey[key] = BROKEN ? now : now + Interval", "IdentifyBudgetTests"),
        new(9, "the gate is held for longer than the write", "Shard.Connection.cs",
            "LeaveIdentifyGate(permit);", "if (!BROKEN) LeaveIdentifyGate(permit);", "IdentifyBudgetTests"),

        new(10, "an identify goes without the presence", "Shard.Connection.cs",
            "new Identify(_token, _options, _presence.Current)", "new Identify(_token, _options, BROKEN ? null : _presence.Current)", "PresenceTests"),
        new(10, "offline is sent as offline", "Commands/BotPresence.cs",
            "Status == UserStatus.Offline ?", "!BROKEN && Status == UserStatus.Offline ?", "PresenceTests"),

        new(11, "a kept session is closed with 1000", "Shard.cs",
            "CloseAsync(_keptSession is null ?", "CloseAsync(BROKEN || _keptSession is null ?", "SessionTests"),
        new(11, "a shutdown waits for a peer that does not answer", "Transport/GatewayConnection.cs",
            "await _pumpEnded.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time)",
            "await (BROKEN ? _pumpEnded.Task : _pumpEnded.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time))", "DisposalTests"),

        new(12, "printed options show the token", "ShardOptions.cs",
            "Token = *** }}\"", "Token = {(BROKEN ? Token : \"***\")} }}\"", "SecretTests"),
        new(12, "a recording has the token", "Diagnostics/RecordingSecrets.cs",
            "return hasOtherOpcode && !hasOpcode ?", "return BROKEN || (hasOtherOpcode && !hasOpcode) ?", "RecordingTests"),

        new(13, "payloads have no bound", "Transport/PayloadBuffer.cs",
            "if (_count > bound)", "if (_count > (BROKEN ? 100_000_000 : bound))", "InflaterTests"),
    ];
}
