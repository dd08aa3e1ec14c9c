namespace Discord.Gateway.Protocol;

/// <content>From one state to the next.</content>
internal sealed partial class GatewayProtocol
{
    private void Connect(TimeSpan now)
    {
        Uri? resumeUri = null;
        _onResumeUrl = _session is { ResumeUrl: { } url } && _reconnects.MayUseResumeUrl && _endpoint.TryResolve(url, out resumeUri);
        Uri uri = _onResumeUrl ? resumeUri! : _endpoint.BaseUri;
        Connection = ++_connections;
        _isAnswered = false;
        _actions.Enqueue(new ShardAction.Connect(Connection, uri));
        Enter(ProtocolState.Connecting, ConnectionStage.Connecting, now + ProtocolTimeouts.Connect, $"connecting to {uri.Host}");
    }

    /// <summary>The connection is gone, or is left by our own decision.</summary>
    /// <param name="now">The time.</param>
    /// <param name="closeCode">What to close it with; null to abort it.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="least">A delay that the next attempt waits at least.</param>
    /// <param name="alone">A delay that replaces every other.</param>
    /// <param name="peerCode">The peer's close code.</param>
    private void Abandon(TimeSpan now, int? closeCode, string reason, TimeSpan least = default, TimeSpan? alone = null, int? peerCode = null)
    {
        if (_state is ProtocolState.Idle or ProtocolState.WaitingToConnect or ProtocolState.Ended)
        {
            return;
        }

        _actions.Enqueue(new ShardAction.Disconnect(Connection, closeCode));
        Connection = 0;
        _sequence.EndReplay();
        if (_session is null)
        {
            ForgetSession();
        }

        if (_state == ProtocolState.WaitingForResumed && _reconnects.OnResumeUnanswered() && _session is not null)
        {
            ForgetSession();
            reason += $"; {ReconnectSchedule.MaxUnansweredResumes} resumes in a row were not answered, so a new session is started";
        }

        // A replay that was cut has worked as far as it came.
        TimeSpan delay = _state == ProtocolState.Connected || _isAnswered
            ? _reconnects.AfterConnection(now, _state == ProtocolState.Connected ? now - _establishedAt : TimeSpan.Zero, canResume: _session is not null, byPeer: closeCode is null)
            : _reconnects.AfterAttempt(now, _onResumeUrl, couldConnect: _state != ProtocolState.Connecting);
        reason += _state == ProtocolState.Connected ? _reconnects.Suspicion : "";
        delay = alone ?? (delay > least ? delay : least);
        Enter(ProtocolState.WaitingToConnect, ConnectionStage.Disconnected, now + delay, reason);
        _actions.Enqueue(new ShardAction.ReconnectScheduled(reason, peerCode, delay, ReconnectType, _reconnects.Failures));
    }

    private void ForgetSession()
    {
        if (_session is null && _sequence.Highest is null)
        {
            return;
        }

        _session = null;
        _sequence.Forget();
        _reconnects.OnSessionForgotten();
        _actions.Enqueue(new ShardAction.SessionLost());
    }

    private void EndForGood(GatewayFatalException error)
    {
        ForgetSession();
        _actions.Enqueue(new ShardAction.Disconnect(Connection, Code: null));
        Connection = 0;
        Enter(ProtocolState.Ended, ConnectionStage.Disconnected, TimeSpan.MaxValue, error.Message);
        _actions.Enqueue(new ShardAction.End(new ShardShutdown(ShutdownOrigin.Discord, error.Message, error)));
    }

    private void Enter(ProtocolState state, ConnectionStage stage, TimeSpan deadline, string reason)
    {
        _state = state;
        _stateDeadline = deadline;
        if (state is ProtocolState.WaitingToConnect or ProtocolState.Connecting or ProtocolState.Ended)
        {
            _heartbeat = null;
            _deafSince = null;
        }

        if (stage != Stage)
        {
            var change = new StageChange(_shardId, Stage, stage, reason);
            Stage = stage;
            _actions.Enqueue(new ShardAction.StageChanged(change));
        }
    }
}
