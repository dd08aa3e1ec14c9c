using System.Diagnostics.CodeAnalysis;

namespace Discord.Gateway.Protocol;

/// <summary>
/// The rules of the gateway for one shard, without I/O, clock or task. Inputs report what happened and when; outputs say what to do next.
/// <see href="https://discord.com/developers/docs/events/gateway">Discord's documentation</see> is decided here and only here.
/// </summary>
/// <remarks>
/// <para>The contract. Not thread-safe: <see cref="Shards.ShardCore"/> calls it under the shard's lock.</para>
/// <para><b>Inputs</b> are <see cref="Start"/>, <see cref="Reconnect"/>, <see cref="Shutdown"/>, <see cref="OnTimer"/> and the other <c>On…</c> methods. Each takes the time,
/// which never goes back. Those about a connection are called only while it is the current one (<see cref="Connection"/>), in this order:
/// <see cref="OnOpened"/>, then payloads, then one of <see cref="OnClosed"/> and <see cref="OnBroken"/>; or <see cref="OnConnectFailed"/> alone.</para>
/// <para><b>Outputs</b> are <see cref="TryTakeAction"/>, which is drained after each input, in order, and <see cref="Deadline"/>: <see cref="OnTimer"/> is called
/// no later than that. An input never fails: what Discord sends can end a connection, never throw.</para>
/// </remarks>
internal sealed partial class GatewayProtocol
{
    /// <summary>Closes the connection and keeps the session. Any code but 1000 and 1001 would do.</summary>
    internal const int KeepSessionCode = 4000;

    /// <summary>Closes the connection and ends the session: the bot goes offline at once.</summary>
    internal const int EndSessionCode = 1000;

    /// <summary>The <see cref="SessionNumber"/> of the session that the shard was made with.</summary>
    internal const int GivenSession = 0;

    private readonly ShardId _shardId;
    private readonly GatewayEndpoint _endpoint;
    private readonly Func<double> _jitter;
    private readonly ReconnectSchedule _reconnects;
    private readonly EventSequence _sequence;
    private readonly Queue<ShardAction> _actions = new();

    private ProtocolState _state = ProtocolState.Idle;
    private TimeSpan _stateDeadline = TimeSpan.MaxValue;
    private HeartbeatSchedule? _heartbeat;
    private TimeSpan? _deafSince;
    private ShardSession? _session;
    private int _connections;
    private long? _oversizeAfter;
    private readonly bool _keepsGuilds;
    private readonly GatewayIntents? _intents;
    private bool _onResumeUrl;
    private bool _isAnswered;
    private TimeSpan _establishedAt;

    internal GatewayProtocol(
        ShardId shardId, GatewayEndpoint endpoint, BackoffPolicy backoff, ShardSession? session, Func<double> jitter, Func<TimeSpan, bool>? isCrowded = null,
        bool keepsGuilds = false, GatewayIntents? intents = null)
    {
        _keepsGuilds = keepsGuilds;
        _intents = intents;
        _shardId = shardId;
        _endpoint = endpoint;
        _jitter = jitter;
        _reconnects = new ReconnectSchedule(backoff, jitter, isCrowded ?? (static _ => false));

        // They are those of a sequence: of this one, not of where the session goes.
        _session = session is null ? null : session with { Sequence = session.ResumeSequence, ReplayAfter = null, Guilds = null, GuildCount = null };
        _sequence = new EventSequence(_session?.Sequence, _actions);
        FirstSequence = _session?.Sequence ?? 0;
    }

    internal ConnectionStage Stage { get; private set; }

    /// <summary>The number of the connection that exists or is being made; 0 if there is none.</summary>
    internal int Connection { get; private set; }

    /// <summary>The session that would be resumed now; null if none. Its sequence is where it began: see <see cref="Sequence"/>.</summary>
    internal ShardSession? Session => _session;

    /// <summary>Counts sessions, so that a sequence can be told from the same number of another session.</summary>
    internal int SessionNumber { get; private set; }

    /// <summary>The sequence of the session's READY, or the one it was resumed with in this process.</summary>
    internal long FirstSequence { get; private set; }

    /// <summary>The bot's name in the last READY; null before it.</summary>
    internal string? BotName { get; private set; }

    /// <summary>The number of guilds in the last READY; null before it.</summary>
    internal int? GuildCount { get; private set; }

    /// <summary>The guilds of the session's READY, if they are kept and could be read: for the case that the process ends before READY is taken.</summary>
    internal SessionGuilds? GuildsOfReady { get; private set; }

    /// <summary>The highest sequence received: what heartbeats carry.</summary>
    internal long? Sequence => _sequence.Highest;

    /// <summary>The sequence up to which no event is missing: what resumes carry.</summary>
    internal long? ResumeSequence => _sequence.Resumable;

    internal ReconnectType ReconnectType => _session is null ? ReconnectType.Reidentify : ReconnectType.Resume;

    internal HeartbeatSchedule? Heartbeat => _heartbeat;

    internal bool IsIdle => _state == ProtocolState.Idle;

    /// <summary>Whether there will be no connection any more.</summary>
    internal bool HasEnded => _state == ProtocolState.Ended;

    internal bool IsWaitingForGate => _state == ProtocolState.WaitingForGate;

    /// <summary>When <see cref="OnTimer"/> must be called at the latest. Only a shard that has not started or has ended has none.</summary>
    internal TimeSpan Deadline
    {
        get
        {
            TimeSpan state = IsExcused ? TimeSpan.MaxValue : _stateDeadline;
            return _heartbeat is { } heartbeat && heartbeat.NextBeat < state ? heartbeat.NextBeat : state;
        }
    }

    internal bool HasActions => _actions.Count > 0;

    /// <summary>Nobody reads what the gateway sends, so its silence proves nothing. Before Hello nothing can keep the pump for long that is not broken.</summary>
    private bool IsExcused => _deafSince is not null && _heartbeat is not null;

    internal bool TryTakeAction([NotNullWhen(true)] out ShardAction? action) => _actions.TryDequeue(out action);

    /// <summary>The bot wants a connection.</summary>
    internal void Start(TimeSpan now)
    {
        if (_state == ProtocolState.Idle)
        {
            Connect(now);
        }
    }

    /// <summary>The WebSocket is open.</summary>
    internal void OnOpened(TimeSpan now) => Enter(ProtocolState.WaitingForHello, ConnectionStage.Handshake, now + ProtocolTimeouts.Hello, "WebSocket open");

    /// <summary>The WebSocket could not be opened.</summary>
    internal void OnConnectFailed(TimeSpan now, string reason) => Abandon(now, closeCode: null, $"connect failed: {reason}");

    /// <summary>The peer closed, or the connection broke (no code).</summary>
    internal void OnClosed(TimeSpan now, int? code, string reason)
    {
        CloseAction action = CloseCodePolicy.ActionFor(code);
        if (action == CloseAction.Fatal)
        {
            EndForGood(CloseCodePolicy.ExceptionFor(code!.Value, _shardId));
            return;
        }

        if (action == CloseAction.Identify)
        {
            ForgetSession();
        }

        Abandon(now, closeCode: null, reason, least: CloseCodePolicy.PauseFor(code), peerCode: code);
    }

    /// <summary>Our side found the connection unusable: broken compression, a payload over the bound, a write that hangs.</summary>
    internal void OnBroken(TimeSpan now, string reason) => Abandon(now, KeepSessionCode, reason);

    /// <summary>
    /// A payload over the bound: its data is lost, but its event is not asked for again, or each resume would bring it back.
    /// True if it is for the consumer.
    /// </summary>
    internal bool OnOversize(TimeSpan now, long? sequence, string reason)
    {
        bool isNew = _state is ProtocolState.Connected or ProtocolState.WaitingForResumed && sequence is { } number && Accept(number);
        bool mustEnd = !isNew && _oversizeAfter == Sequence;
        _oversizeAfter = isNew ? null : Sequence;
        if (isNew)
        {
            OnAnswered();
        }

        if (mustEnd)
        {
            // Nobody knows which event it is, and it arrives again with each resume.
            ForgetSession();
        }

        Abandon(now, mustEnd ? EndSessionCode : KeepSessionCode, reason);
        return isNew;
    }

    /// <summary>Bytes arrived, whatever they are.</summary>
    internal void OnBytes() => _heartbeat?.BytesReceived();

    /// <summary>The pump has stopped waiting for bytes: it works on some, or the consumer is behind. Silence now proves nothing, and nothing is late.</summary>
    internal void OnDeaf(TimeSpan now)
    {
        _deafSince ??= now;
        _heartbeat?.Paused(now);
    }

    /// <summary>The pump waits for bytes again. True if there is a new <see cref="Deadline"/>.</summary>
    internal bool OnListening(TimeSpan now)
    {
        if (_deafSince is not { } since)
        {
            return false;
        }

        _deafSince = null;
        _heartbeat?.Resumed(now);
        if (_stateDeadline == TimeSpan.MaxValue)
        {
            return false;
        }

        _stateDeadline += now - since;
        return true;
    }

    /// <summary>A heartbeat goes to the socket.</summary>
    internal void OnHeartbeatSent(TimeSpan now) => _heartbeat?.Sent(now);

    /// <summary>A resume goes to the socket.</summary>
    internal void OnResumeSent() => _sequence.BeginReplay();

    /// <summary>A payload arrived. True if it is for the consumer: a dispatch that is new, or an opcode nobody knows.</summary>
    internal bool OnPayload(TimeSpan now, in Envelope payload)
    {
        switch (payload.Opcode)
        {
            case GatewayOpcode.Dispatch:
                return OnDispatch(now, payload);
            case GatewayOpcode.Heartbeat:
                _actions.Enqueue(new ShardAction.AnswerHeartbeat());
                return false;
            case GatewayOpcode.Reconnect:
                Abandon(now, KeepSessionCode, "Discord requested a reconnect (op 7)");
                return false;
            case GatewayOpcode.InvalidSession:
                OnInvalidSession(now, ProtocolData.ReadResumable(payload.Data));
                return false;
            case GatewayOpcode.Hello:
                OnHello(now, payload.Data);
                return false;
            case GatewayOpcode.HeartbeatAck:
                if (_heartbeat?.Acknowledged(now) is { } latency)
                {
                    _actions.Enqueue(new ShardAction.HeartbeatAcknowledged(latency));
                }

                return false;
            default:
                return IsGreeted(now, "an unknown opcode");
        }
    }

    /// <summary>Whether a payload for the consumer may arrive now. Before Hello nothing would watch the connection, and nothing would bound the buffer.</summary>
    internal bool IsGreeted(TimeSpan now, string what)
    {
        if (_heartbeat is not null)
        {
            return true;
        }

        Abandon(now, KeepSessionCode, $"{what} before Hello");
        return false;
    }

    /// <summary>The identify gate let this shard through.</summary>
    internal void OnGateOpened(TimeSpan now)
    {
        if (_state == ProtocolState.WaitingForGate)
        {
            _actions.Enqueue(new ShardAction.SendIdentify());
            Enter(ProtocolState.WaitingForReady, ConnectionStage.Identifying, now + ProtocolTimeouts.Ready, "identifying");
        }
    }

    /// <summary>Time has passed: does what is due.</summary>
    internal void OnTimer(TimeSpan now)
    {
        if (_heartbeat is not null && CheckHeartbeat(now) == HeartbeatOutcome.NotAcknowledged)
        {
            return;
        }

        if (IsExcused || now < _stateDeadline)
        {
            return;
        }

        if (_state == ProtocolState.WaitingToConnect)
        {
            Connect(now);
            return;
        }

        (string what, TimeSpan timeout) = _state switch
        {
            ProtocolState.Connecting => ("connection", ProtocolTimeouts.Connect),
            ProtocolState.WaitingForHello => ("Hello", ProtocolTimeouts.Hello),
            ProtocolState.WaitingForReady => ("READY", ProtocolTimeouts.Ready),
            _ => ("RESUMED", ProtocolTimeouts.Resumed),
        };
        Abandon(now, _state == ProtocolState.Connecting ? null : KeepSessionCode, $"no {what} within {timeout.TotalSeconds} s");
    }

    /// <summary>The heartbeat's decision: not due; due, and then it is sent; or the last one was not acknowledged, and then the link is replaced.</summary>
    internal HeartbeatOutcome CheckHeartbeat(TimeSpan now)
    {
        HeartbeatOutcome outcome = _heartbeat?.Check(now) ?? HeartbeatOutcome.NotDue;
        switch (outcome)
        {
            case HeartbeatOutcome.Due:
                _actions.Enqueue(new ShardAction.SendHeartbeat());
                break;
            case HeartbeatOutcome.NotAcknowledged:
                Abandon(now, KeepSessionCode, "heartbeat not acknowledged");
                break;
        }

        return outcome;
    }

    /// <summary>The bot wants a new connection. While one is being made, there is nothing to do.</summary>
    internal void Reconnect(TimeSpan now, ReconnectType type)
    {
        if (_state == ProtocolState.Idle)
        {
            Start(now);
        }
        else if (_state == ProtocolState.Connected)
        {
            if (type == ReconnectType.Reidentify)
            {
                ForgetSession();
            }

            Abandon(now, type == ReconnectType.Resume ? KeepSessionCode : EndSessionCode, $"the bot requested a reconnect ({type})");
        }
    }

    /// <summary>The bot shuts the shard down. Closing the connection is the caller's.</summary>
    internal void Shutdown(string reason)
    {
        Connection = 0;
        Enter(ProtocolState.Ended, ConnectionStage.Disconnected, TimeSpan.MaxValue, reason);
    }

    private void OnHello(TimeSpan now, ReadOnlySpan<byte> data)
    {
        if (_state != ProtocolState.WaitingForHello)
        {
            return;
        }

        if (ProtocolData.ReadHeartbeatInterval(data) is not { } interval)
        {
            Abandon(now, KeepSessionCode, "Hello without a usable heartbeat interval");
            return;
        }

        _heartbeat = new HeartbeatSchedule(now, interval, _jitter());
        if (_deafSince is not null)
        {
            _heartbeat.Paused(now);
        }

        if (_session is null)
        {
            // Waiting has no deadline of its own: the gate may hold back for long, and the heartbeat watches the link meanwhile.
            _actions.Enqueue(new ShardAction.EnterGate(Connection));
            Enter(ProtocolState.WaitingForGate, ConnectionStage.Identifying, TimeSpan.MaxValue, "waiting for the identify gate");
        }
        else
        {
            _actions.Enqueue(new ShardAction.SendResume());
            Enter(ProtocolState.WaitingForResumed, ConnectionStage.Resuming, now + ProtocolTimeouts.Resumed, "resuming");
        }
    }

    private bool OnDispatch(TimeSpan now, in Envelope payload)
    {
        bool isReady = payload.Name.SequenceEqual("READY"u8);
        if (_state is ProtocolState.WaitingForHello or ProtocolState.WaitingForGate)
        {
            // Nobody has identified: this is no gateway.
            Abandon(now, KeepSessionCode, $"{(isReady ? "READY" : "an event")} before the shard identified");
            return false;
        }

        if (isReady)
        {
            OnReady(now, payload);
            return true;
        }

        if (_state != ProtocolState.WaitingForResumed)
        {
            return payload.Sequence is not { } live || Accept(live);
        }

        if (payload.Name.SequenceEqual("RESUMED"u8))
        {
            // Always delivered, even if Discord gives it the number of the last event, which then says nothing about the session.
            _ = payload.Sequence is { } last && !(last <= Sequence) && Accept(last);
            _sequence.Complete();
            Establish(now, isNewSession: false, "RESUMED");
            return true;
        }

        if (payload.Sequence is { } sequence && !Accept(sequence))
        {
            return false;
        }

        OnAnswered();
        _stateDeadline = now + ProtocolTimeouts.Resumed;
        return true;
    }

    /// <summary>A resume has made progress: the next one asks for the events after this.</summary>
    private void OnAnswered()
    {
        _isAnswered = true;
        _reconnects.OnAnswered();
    }

    private void OnReady(TimeSpan now, in Envelope payload)
    {
        ForgetSession();
        SessionNumber++;
        FirstSequence = Math.Max(0, payload.Sequence ?? 0);
        _sequence.Begin(payload.Sequence);
        _session = ProtocolData.ReadSession(payload.Data, _shardId, FirstSequence) is { } began ? began with { Intents = _intents } : null;
        (BotName, GuildCount) = ProtocolData.ReadBot(payload.Data);
        GuildsOfReady = _keepsGuilds ? ProtocolData.ReadGuilds(payload.Data) : null;
        Establish(now, isNewSession: true, _session is null ? "READY without a session id: it cannot be resumed" : "READY");
    }

    /// <summary>Whether an event with this sequence is for the consumer. A session whose sequences make no sense is not resumed.</summary>
    private bool Accept(long sequence)
    {
        bool isNew = _sequence.Accept(sequence, out bool isSenseless);
        _session = isSenseless ? null : _session;
        return isNew;
    }

    private void Establish(TimeSpan now, bool isNewSession, string reason)
    {
        _establishedAt = now;
        _reconnects.OnEstablished();
        _sequence.EndReplay();
        Enter(ProtocolState.Connected, ConnectionStage.Connected, TimeSpan.MaxValue, reason);
        _actions.Enqueue(new ShardAction.Established(isNewSession));
    }

    /// <summary>
    /// Op 9, in whatever state: the connection that Discord calls invalid is abandoned at once. A session that may be resumed is; otherwise a new one is
    /// started on a new connection to the base URL, after a random 1–5 s, so that a fleet does not come back in one moment.
    /// </summary>
    private void OnInvalidSession(TimeSpan now, bool resumable)
    {
        bool isResumed = resumable && _session is not null;
        if (!isResumed)
        {
            ForgetSession();
        }

        // Only a working connection is resumed sooner.
        TimeSpan? pause = isResumed && _state == ProtocolState.Connected ? null : _reconnects.AfterInvalidSession();
        Abandon(now, isResumed ? KeepSessionCode : EndSessionCode, isResumed ? "invalid session (op 9), resumable" : "invalid session (op 9)", alone: pause);
    }
}
