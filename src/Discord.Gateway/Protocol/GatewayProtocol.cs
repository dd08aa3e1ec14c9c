namespace Discord.Gateway.Protocol;

/// <summary>
/// The rules of the gateway for one shard, with no I/O, no clock and no task: told what happened and when, it says what to do next.
/// Inputs are the methods, outputs are <see cref="TryTakeAction"/> and <see cref="Deadline"/>. Not thread-safe: the shard calls it under its lock.
/// </summary>
internal sealed class GatewayProtocol
{
    /// <summary>Closes the connection and keeps the session. Any code but 1000 and 1001 would do.</summary>
    internal const int KeepSessionCode = 4000;

    /// <summary>Closes the connection and ends the session: the bot goes offline at once.</summary>
    internal const int EndSessionCode = 1000;

    internal static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Long, since Discord delays READY during outages while it goes on acknowledging heartbeats, and each identify is precious.</summary>
    internal static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Since the last replayed event: a replay may be long.</summary>
    internal static readonly TimeSpan ResumedTimeout = TimeSpan.FromSeconds(60);

    /// <summary>After this many failures on the resume URL the base URL is used.</summary>
    internal const int MaxResumeUrlFailures = 2;

    /// <summary>After this many resumes in a row that got no answer, not one replayed event, a new session is started.</summary>
    internal const int MaxUnansweredResumes = 5;

    /// <summary>After this many connections in a row that lived no longer than <see cref="ShortLife"/>, the reason asks who else uses the session.</summary>
    internal const int SuspiciousShortLives = 5;

    internal static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(10);

    private enum State
    {
        Idle,
        WaitingToConnect,
        Connecting,
        WaitingForHello,
        WaitingForGate,
        WaitingForReady,
        WaitingForResumed,
        Connected,
        Ended,
    }

    private readonly ShardId _shardId;
    private readonly GatewayEndpoint _endpoint;
    private readonly BackoffPolicy _backoff;
    private readonly Func<double> _jitter;
    private readonly Queue<ShardAction> _actions = new();

    private State _state = State.Idle;
    private TimeSpan _stateDeadline = TimeSpan.MaxValue;
    private HeartbeatSchedule? _heartbeat;
    private TimeSpan? _pausedSince;
    private ShardSession? _session;
    private SequenceWindow _sequence;
    private int _failures;
    private bool _onResumeUrl;
    private int _resumeUrlFailures;
    private int _unansweredResumes;
    private TimeSpan _establishedAt;
    private int _shortLives;

    internal GatewayProtocol(ShardId shardId, GatewayEndpoint endpoint, BackoffPolicy backoff, ShardSession? session, Func<double> jitter)
    {
        _shardId = shardId;
        _endpoint = endpoint;
        _backoff = backoff;
        _jitter = jitter;
        _session = session;
        _sequence = SequenceWindow.From(session?.Sequence);
        SessionStart = session?.Sequence ?? 0;
    }

    internal ConnectionStage Stage { get; private set; }

    /// <summary>The session that would be resumed now; null if none. Its sequence is where it began: see <see cref="Sequence"/>.</summary>
    internal ShardSession? Session => _session;

    /// <summary>Counts sessions, so that a sequence can be told from the same number of another session.</summary>
    internal int SessionNumber { get; private set; }

    /// <summary>The sequence of the session's READY, or the one it was resumed with in this process.</summary>
    internal long SessionStart { get; private set; }

    /// <summary>The highest sequence received: what heartbeats and resumes carry.</summary>
    internal long? Sequence => _sequence.Highest;

    internal ReconnectType ReconnectType => _session is null ? ReconnectType.Reidentify : ReconnectType.Resume;

    internal HeartbeatSchedule? Heartbeat => _heartbeat;

    internal bool IsIdle => _state == State.Idle;

    internal bool HasEnded => _state == State.Ended;

    internal bool IsWaitingForGate => _state == State.WaitingForGate;

    /// <summary>When <see cref="Tick"/> must be called at the latest. Only a shard that has not started or has ended has none.</summary>
    internal TimeSpan Deadline
    {
        get
        {
            TimeSpan state = IsReceivePaused ? TimeSpan.MaxValue : _stateDeadline;
            return _heartbeat is { } heartbeat && heartbeat.NextBeat < state ? heartbeat.NextBeat : state;
        }
    }

    /// <summary>Whether the pump has stopped reading because the consumer is behind. What Discord sends meanwhile is not late.</summary>
    internal bool IsReceivePaused => _pausedSince is not null;

    internal bool HasActions => _actions.Count > 0;

    internal bool TryTakeAction(out ShardAction action) => _actions.TryDequeue(out action);

    /// <summary>The bot wants a connection.</summary>
    internal void Start(TimeSpan now)
    {
        if (_state == State.Idle)
        {
            Connect(now);
        }
    }

    /// <summary>The WebSocket is open.</summary>
    internal void Opened(TimeSpan now)
    {
        Enter(State.WaitingForHello, ConnectionStage.Handshake, now + HelloTimeout, "WebSocket open");
    }

    /// <summary>The WebSocket could not be opened.</summary>
    internal void ConnectFailed(TimeSpan now, string reason) => Lost(now, $"connect failed: {reason}");

    /// <summary>The peer closed, or the connection broke (no code).</summary>
    internal void Closed(TimeSpan now, int? code, string reason)
    {
        CloseAction action = CloseCodePolicy.ActionFor(code);
        if (action == CloseAction.Fatal)
        {
            Fail(CloseCodePolicy.ExceptionFor(code!.Value, _shardId));
            return;
        }

        if (action == CloseAction.Identify)
        {
            ForgetSession();
        }

        if (_state == State.Connected)
        {
            // Two processes on one session take it from each other for ever, and nothing else would tell.
            _shortLives = now - _establishedAt <= ShortLife ? _shortLives + 1 : 0;
            reason += _shortLives < SuspiciousShortLives ? ""
                : $"; {_shortLives} connections in a row ended within {ShortLife.TotalSeconds} s: does another process use this session?";
        }

        Lost(now, reason, CloseCodePolicy.PauseFor(code));
    }

    /// <summary>Our side found the connection unusable: broken compression, a payload over the bound, a write that hangs.</summary>
    internal void Broken(TimeSpan now, string reason) => Drop(now, KeepSessionCode, reason);

    /// <summary>Bytes came, whatever they are.</summary>
    internal void BytesReceived() => _heartbeat?.BytesReceived();

    /// <summary>The consumer is behind, so the pump wants to stop reading. False before Hello: without it nothing would watch the connection.</summary>
    internal bool TryPauseReceive(TimeSpan now)
    {
        if (_heartbeat is null)
        {
            return false;
        }

        _pausedSince ??= now;
        _heartbeat.Paused(now);
        return true;
    }

    /// <summary>The pump reads again: time in which it did not proves nothing against the link.</summary>
    internal void ReceiveResumed(TimeSpan now)
    {
        if (_pausedSince is not { } since)
        {
            return;
        }

        _pausedSince = null;
        _heartbeat?.Resumed(now);
        if (_stateDeadline < TimeSpan.MaxValue)
        {
            _stateDeadline += now - since;
        }
    }

    /// <summary>A heartbeat goes to the socket.</summary>
    internal void HeartbeatSent(TimeSpan now) => _heartbeat?.Sent(now);

    /// <summary>A payload came. Returns whether it is for the consumer: a dispatch that is new, or an opcode nobody knows.</summary>
    internal bool Payload(TimeSpan now, in Envelope payload)
    {
        switch (payload.Opcode)
        {
            case GatewayOpcode.Dispatch:
                return Dispatch(now, payload);
            case GatewayOpcode.Heartbeat:
                _actions.Enqueue(new ShardAction(ShardActionKind.AnswerHeartbeat));
                return false;
            case GatewayOpcode.Reconnect:
                Drop(now, KeepSessionCode, "Discord asked for a reconnect (op 7)");
                return false;
            case GatewayOpcode.InvalidSession:
                InvalidSession(now, ProtocolData.ReadResumable(payload.Data));
                return false;
            case GatewayOpcode.Hello:
                Hello(now, payload.Data);
                return false;
            case GatewayOpcode.HeartbeatAck:
                _heartbeat?.Acknowledged(now);
                return false;
            default:
                return true;
        }
    }

    /// <summary>The gate let this shard's identify through.</summary>
    internal void IdentifyAllowed(TimeSpan now)
    {
        if (_state == State.WaitingForGate)
        {
            _actions.Enqueue(new ShardAction(ShardActionKind.SendIdentify));
            Enter(State.WaitingForReady, ConnectionStage.Identifying, now + ReadyTimeout, "identifying");
        }
    }

    /// <summary>Time has passed: does what is due.</summary>
    internal void Tick(TimeSpan now)
    {
        if (_heartbeat is not null && CheckHeartbeat(now) == HeartbeatOutcome.NotAcknowledged)
        {
            return;
        }

        if (IsReceivePaused || now < _stateDeadline)
        {
            return;
        }

        switch (_state)
        {
            case State.WaitingToConnect:
                Connect(now);
                break;
            case State.Connecting:
                Drop(now, closeCode: null, $"no connection within {ConnectTimeout.TotalSeconds} s");
                break;
            case State.WaitingForHello:
                Drop(now, KeepSessionCode, $"no Hello within {HelloTimeout.TotalSeconds} s");
                break;
            case State.WaitingForReady:
                Drop(now, KeepSessionCode, $"no READY within {ReadyTimeout.TotalSeconds} s");
                break;
            case State.WaitingForResumed:
                Drop(now, KeepSessionCode, $"no RESUMED within {ResumedTimeout.TotalSeconds} s");
                break;
        }
    }

    /// <summary>The heartbeat's decision: not due; due, and then it is to be sent; or the last one was not acknowledged, and then the link is replaced.</summary>
    internal HeartbeatOutcome CheckHeartbeat(TimeSpan now)
    {
        HeartbeatOutcome outcome = _heartbeat?.Check(now) ?? HeartbeatOutcome.NotDue;
        switch (outcome)
        {
            case HeartbeatOutcome.Due:
                _actions.Enqueue(new ShardAction(ShardActionKind.SendHeartbeat));
                break;
            case HeartbeatOutcome.NotAcknowledged:
                Drop(now, KeepSessionCode, "heartbeat not acknowledged");
                break;
        }

        return outcome;
    }

    /// <summary>The bot wants a new connection. While one is being made already, there is nothing to do.</summary>
    internal void Reconnect(TimeSpan now, ReconnectType type)
    {
        if (_state == State.Idle)
        {
            Start(now);
        }
        else if (_state == State.Connected)
        {
            if (type == ReconnectType.Reidentify)
            {
                ForgetSession();
            }

            Drop(now, type == ReconnectType.Resume ? KeepSessionCode : EndSessionCode, $"the bot asked for a reconnect ({type})");
        }
    }

    /// <summary>The bot shuts the shard down. Closing the connection is the caller's.</summary>
    internal void Shutdown(string reason) => Enter(State.Ended, ConnectionStage.Disconnected, TimeSpan.MaxValue, reason);

    private void Connect(TimeSpan now)
    {
        _onResumeUrl = _session is { ResumeUrl: { } url } && _endpoint.MayUse(url) && _resumeUrlFailures < MaxResumeUrlFailures;
        Uri uri = _onResumeUrl ? _endpoint.WithQuery(_session!.ResumeUrl!) : _endpoint.BaseUri;
        _actions.Enqueue(new ShardAction(ShardActionKind.Connect) { Uri = uri });
        Enter(State.Connecting, ConnectionStage.Connecting, now + ConnectTimeout, $"connecting to {uri.Host}");
    }

    private void Hello(TimeSpan now, ReadOnlySpan<byte> data)
    {
        if (_state != State.WaitingForHello)
        {
            return;
        }

        if (ProtocolData.ReadHeartbeatInterval(data) is not { } interval)
        {
            Drop(now, KeepSessionCode, "Hello without a usable heartbeat interval");
            return;
        }

        _heartbeat = new HeartbeatSchedule(now, interval, _jitter());
        if (_session is null)
        {
            // Waiting has no deadline of its own: the gate may hold back for long, and the heartbeat watches the link meanwhile.
            _actions.Enqueue(new ShardAction(ShardActionKind.WaitForIdentifyGate));
            Enter(State.WaitingForGate, ConnectionStage.Identifying, TimeSpan.MaxValue, "waiting for the identify gate");
        }
        else
        {
            _actions.Enqueue(new ShardAction(ShardActionKind.SendResume));
            Enter(State.WaitingForResumed, ConnectionStage.Resuming, now + ResumedTimeout, "resuming");
        }
    }

    private bool Dispatch(TimeSpan now, in Envelope payload)
    {
        if (payload.Name.SequenceEqual("READY"u8))
        {
            if (_state is State.WaitingForHello or State.WaitingForGate)
            {
                // Without Hello nothing would watch the connection, and nobody has identified: this is no gateway.
                Drop(now, KeepSessionCode, "READY before an identify");
                return false;
            }

            Ready(now, payload);
            return true;
        }

        if (payload.Sequence is { } sequence && !_sequence.TryAccept(sequence))
        {
            return false;
        }

        if (_state == State.WaitingForResumed)
        {
            // What is replayed is an answer: however often the wire breaks, each resume gets further.
            _unansweredResumes = 0;
            _stateDeadline = now + ResumedTimeout;
            if (payload.Name.SequenceEqual("RESUMED"u8))
            {
                Established(now, "RESUMED");
            }
        }

        return true;
    }

    private void Ready(TimeSpan now, in Envelope payload)
    {
        ForgetSession();
        SessionNumber++;
        SessionStart = payload.Sequence ?? 0;
        _sequence = SequenceWindow.From(payload.Sequence);
        _session = ProtocolData.ReadSession(payload.Data, _shardId, SessionStart);
        Established(now, _session is null ? "READY without a session id: it cannot be resumed" : "READY");
    }

    private void Established(TimeSpan now, string reason)
    {
        _establishedAt = now;
        _failures = 0;
        _resumeUrlFailures = 0;
        _unansweredResumes = 0;
        Enter(State.Connected, ConnectionStage.Connected, TimeSpan.MaxValue, reason);
        _actions.Enqueue(new ShardAction(ShardActionKind.Connected));
    }

    /// <summary>
    /// Op 9, in whatever state: what Discord calls invalid is left at once. A session that may be resumed is; else a new one is started on
    /// a new connection to the base URL, after a random 1–5 s, so that a fleet does not come back in one moment.
    /// </summary>
    private void InvalidSession(TimeSpan now, bool resumable)
    {
        if (resumable && _session is not null)
        {
            Drop(now, KeepSessionCode, "invalid session (op 9), resumable");
            return;
        }

        ForgetSession();
        Drop(now, EndSessionCode, "invalid session (op 9)", TimeSpan.FromSeconds(1 + (4 * _jitter())));
    }

    /// <summary>Leaves the current connection, by our own decision.</summary>
    private void Drop(TimeSpan now, int? closeCode, string reason, TimeSpan pause = default)
    {
        if (_state is State.Idle or State.WaitingToConnect or State.Ended)
        {
            return;
        }

        _actions.Enqueue(new ShardAction(ShardActionKind.Disconnect) { CloseCode = closeCode, Reason = reason });
        Lost(now, reason, pause);
    }

    /// <summary>The connection is gone: counts what that means for the session, and waits.</summary>
    private void Lost(TimeSpan now, string reason, TimeSpan pause = default)
    {
        if (_state is State.Idle or State.WaitingToConnect or State.Ended)
        {
            return;
        }

        if (_session is null)
        {
            ForgetSession();
        }

        bool established = _state == State.Connected;
        if (!established && _onResumeUrl)
        {
            _resumeUrlFailures++;
        }

        if (_state == State.WaitingForResumed && ++_unansweredResumes >= MaxUnansweredResumes && _session is not null)
        {
            ForgetSession();
            reason += $"; {MaxUnansweredResumes} resumes in a row were not answered, so a new session is started";
        }

        // The first wait after a working connection is the shortest, so failures count from the first attempt that led to nothing.
        int failures = established ? 0 : ++_failures;
        TimeSpan delay = _backoff.GetDelay(failures, _jitter());
        Enter(State.WaitingToConnect, ConnectionStage.Disconnected, now + (delay > pause ? delay : pause), reason);
    }

    private void ForgetSession()
    {
        if (_session is null && _sequence.Highest is null)
        {
            return;
        }

        _session = null;
        _sequence = default;
        _resumeUrlFailures = 0;
        _unansweredResumes = 0;
        _actions.Enqueue(new ShardAction(ShardActionKind.SessionLost));
    }

    private void Fail(GatewayFatalException error)
    {
        ForgetSession();
        Enter(State.Ended, ConnectionStage.Disconnected, TimeSpan.MaxValue, error.Message);
        _actions.Enqueue(new ShardAction(ShardActionKind.Fail) { Error = error });
    }

    private void Enter(State state, ConnectionStage stage, TimeSpan deadline, string reason)
    {
        _state = state;
        _stateDeadline = deadline;
        if (state is State.WaitingToConnect or State.Connecting or State.Ended)
        {
            _heartbeat = null;
            _pausedSince = null;
        }

        if (stage != Stage)
        {
            var change = new StageChange(_shardId, Stage, stage, reason);
            Stage = stage;
            _actions.Enqueue(new ShardAction(ShardActionKind.StageChanged) { Stage = change });
        }
    }
}
