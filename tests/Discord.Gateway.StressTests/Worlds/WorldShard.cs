using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A shard's protocol and lanes, with a consumer that is fast, slow, or stuck.</summary>
internal sealed class WorldShard
{
    private const int MaxBuffered = 50;
    private const int MaxUnread = 400;
    private const int MaxWaitingCommands = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(41_250);
    private static readonly TimeSpan SlowConsumerTakes = TimeSpan.FromMilliseconds(100);

    private readonly World _world;
    private readonly GatewayProtocol _protocol;
    private readonly CommandQueue _commands = new();
    private readonly PresenceState _presence = new(null);
    private readonly Queue<TimeSpan> _presencesSent = new();
    private readonly Queue<Action> _unread = new();
    private readonly bool _isSlow;
    private SendLanes? _lanes;
    private bool _waitsForGate;
    private TimeSpan _gateAt;
    private bool _isPaused;
    private bool _isStopped;
    private bool _isTaking;
    private int _buffered;
    private TimeSpan? _lastBeat;
    private int _failures;
    private TimeSpan _lostAt;
    private TimeSpan _leastPause;
    private string? _announcedLost;
    private string? _session;
    private long _delivered;
    private long _ahead;
    private int _waitingCommands;

    internal WorldShard(World world, ShardId id, bool isSlow)
    {
        _world = world;
        _isSlow = isSlow;
        Id = id;
        _protocol = new GatewayProtocol(id, new GatewayEndpoint(new Uri("wss://gateway.test"), null), new BackoffPolicy(), null, world.Random.NextDouble);
        _protocol.Start(world.Now);
        Act();
        Settle();
    }

    internal ShardId Id { get; }

    internal WorldConnection? Connection { get; private set; }

    /// <summary>The last that Discord gave it.</summary>
    internal WorldSession? Session { get; set; }

    /// <summary>When it must be looked at again.</summary>
    internal TimeSpan Due { get; private set; }

    /// <summary>Something happens in the guilds of the shard, whether it is connected or not.</summary>
    internal void Dispatch(int events)
    {
        if (Session is not { HasEnded: false } session)
        {
            return;
        }

        for (int i = 0; i < events; i++)
        {
            session.Sequence++;
            session.Connection?.Send(Frame.Event(session.Sequence));
        }
    }

    internal void SendCommands(int count)
    {
        for (int i = 0; i < count && _waitingCommands < MaxWaitingCommands; i++)
        {
            _waitingCommands++;
            _commands.Enqueue(new PendingCommand([], GatewayOpcode.RequestChannelInfo, false, queuedAt: 0));
        }

        Write();
        Settle();
    }

    internal void SetPresence()
    {
        _presence.Current = new BotPresence();
        Write();
        Settle();
    }

    internal void ConsumerStopsOrGoesOn()
    {
        if (_isStopped)
        {
            ConsumerGoesOn();
        }
        else
        {
            _world.Tell(Id, "the consumer is stuck");
            _isStopped = true;
        }
    }

    internal void ConsumerGoesOn()
    {
        if (_isStopped)
        {
            _world.Tell(Id, "the consumer goes on");
            _isStopped = false;
            Consume();
            Settle();
        }
    }

    internal void Slept()
    {
        _lastBeat = null;
        if (_world.Random.Next(2) == 0)
        {
            Connection?.Cut();
        }
        else
        {
            Connection?.GoDead();
        }
    }

    internal void Tick()
    {
        _protocol.Tick(_world.Now);
        Act();
        if (_waitsForGate && _gateAt <= _world.Now)
        {
            EnterGate();
        }

        Write();
        Settle();
    }

    internal void Arrive(WorldConnection connection, Frame[] frames) => WhenRead(connection, () =>
    {
        foreach (Frame frame in frames)
        {
            Receive(frame);
        }

        if (_buffered >= MaxBuffered && !_isPaused && connection == Connection && _protocol.TryPauseReceive(_world.Now))
        {
            _world.Tell(Id, "stops reading");
            _isPaused = true;
        }
    });

    internal void ArriveClose(WorldConnection connection, int? code) => WhenRead(connection, () =>
    {
        _world.Tell(Id, $"sees the end of the connection ({CloseCodePolicy.Describe(code)})");
        Gone();
        _protocol.Closed(_world.Now, code, CloseCodePolicy.Describe(code));
        _leastPause = CloseCodePolicy.PauseFor(code);
        Act();
    });

    internal void ExpectWell()
    {
        World.Expect(_protocol.Stage == ConnectionStage.Connected, Id, $"{_protocol.Stage} though all has been well for long.");
        World.Expect(_commands.IsEmpty, Id, "commands still wait though all has been well for long.");
    }

    internal void ExpectAllDelivered() => World.Expect(
        Session is { } session && session.Id == _session && session.Sequence == _delivered && _buffered == 0, Id,
        $"{_delivered} events of {_session} delivered, {Session?.Sequence} of {Session?.Id} sent, {_buffered} not taken.");

    /// <summary>After anything that has happened to it: when it must be looked at again, and what must hold at every moment.</summary>
    private void Settle()
    {
        TimeSpan now = _world.Now;
        World.Expect(!_protocol.HasEnded && _protocol.Deadline < TimeSpan.MaxValue, Id, $"{_protocol.Stage} without a deadline.");
        World.Expect(_buffered <= MaxBuffered + MaxUnread, Id, $"{_buffered} events in the buffer.");
        if (_protocol.Heartbeat is { } heartbeat)
        {
            World.Expect(heartbeat.NextBeat <= now + Interval, Id, "the next beat is over an interval away.");
            World.Expect(_lastBeat is null || now - _lastBeat <= Interval + TimeSpan.FromMilliseconds(1), Id, "a beat is late.");
        }

        TimeSpan due = _protocol.Deadline;
        due = _lanes is not null && _lanes.NextAt(now) is var lanes && lanes < due ? lanes : due;
        Due = _waitsForGate && _gateAt < due ? _gateAt : due;
    }

    /// <summary>Now, or when the pump reads again.</summary>
    private void WhenRead(WorldConnection connection, Action action)
    {
        if (connection != Connection)
        {
            return;
        }

        if (!_isPaused)
        {
            action();
            Settle();
            return;
        }

        _unread.Enqueue(action);
        if (_unread.Count == MaxUnread)
        {
            // Discord does not keep more for a client that does not read.
            connection.Cut();
        }
    }

    private void Act()
    {
        while (_protocol.TryTakeAction(out ShardAction action))
        {
            switch (action.Kind)
            {
                case ShardActionKind.Connect:
                    Connect(action.Uri!);
                    break;
                case ShardActionKind.Disconnect:
                    _world.Tell(Id, $"leaves with {action.CloseCode}: {action.Reason}");
                    Connection?.LetGo(action.CloseCode);
                    Gone();
                    break;
                case ShardActionKind.WaitForIdentifyGate:
                    _waitsForGate = true;
                    _gateAt = _world.Now;
                    break;
                case ShardActionKind.SendIdentify or ShardActionKind.SendResume or ShardActionKind.SendHeartbeat or ShardActionKind.AnswerHeartbeat:
                    _lanes?.Budget.KeepRoomForHeartbeats(Interval);
                    _lanes?.Add(action.Kind);
                    Write();
                    break;
                case ShardActionKind.SessionLost:
                    _announcedLost = _session;
                    break;
                case ShardActionKind.Connected:
                    _failures = 0;
                    if (_lanes is not null)
                    {
                        _lanes.IsOpen = true;
                    }

                    Write();
                    break;
                case ShardActionKind.StageChanged:
                    StageChange stage = action.Stage!;
                    World.Expect(stage.Reason.Length > 0, Id, $"{stage.New} without a reason.");
                    _world.Tell(Id, $"{stage.Old} -> {stage.New}: {stage.Reason}");
                    if (stage.New == ConnectionStage.Disconnected)
                    {
                        _failures += stage.Old == ConnectionStage.Connected ? 0 : 1;
                        _lostAt = _world.Now;
                    }

                    break;
                case ShardActionKind.Fail:
                    throw new InvariantException($"Shard {Id} ended: {action.Error!.Message}");
            }
        }
    }

    private void Connect(Uri uri)
    {
        // From the second failure on, each wait is at least half of its ceiling.
        TimeSpan least = _failures < 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(_failures, 6))) / 2);
        least = least > _leastPause ? least : _leastPause;
        World.Expect(_world.Now - _lostAt >= least, Id, $"tried again after {_world.Now - _lostAt}, with {_failures} failures before.");
        _leastPause = TimeSpan.Zero;
        _lanes = new SendLanes(_commands, _presence);
        _lastBeat = null;
        var connection = new WorldConnection(_world, this);
        Connection = connection;
        if (_world.Discord.ConnectHangs)
        {
            return;
        }

        bool isRefused = _world.Discord.Outage || (_world.Discord.ResumeHostDown && uri.Host == "resume.test");
        _world.Later(TimeSpan.FromMilliseconds(30 + _world.Random.Next(100)), () =>
        {
            if (connection != Connection)
            {
                return;
            }

            if (isRefused)
            {
                Gone();
                _protocol.ConnectFailed(_world.Now, "refused");
                Act();
                Settle();
                return;
            }

            connection.Open();
            _protocol.Opened(_world.Now);
            Act();
            Settle();
            if (!_world.Discord.NoHello)
            {
                connection.Send(Frame.Hello);
            }
        });
    }

    private void EnterGate()
    {
        int key = Id.Index % _world.Scenario.MaxConcurrency;
        if (_world.Identifying.ContainsKey(key))
        {
            _gateAt = _world.Now + TimeSpan.FromMilliseconds(100);
        }
        else if (_world.Starts.TryTake(key, _world.Now, out TimeSpan wait, out _))
        {
            _waitsForGate = false;
            _world.Identifying[key] = this;
            _protocol.IdentifyAllowed(_world.Now);
            Act();
        }
        else
        {
            _gateAt = _world.Now + wait;
        }
    }

    private void LeaveGate()
    {
        int key = Id.Index % _world.Scenario.MaxConcurrency;
        if (_world.Identifying.GetValueOrDefault(key) == this)
        {
            _world.Identifying.Remove(key);
            _world.Starts.Written(key, _world.Now);
        }
    }

    private void Write()
    {
        while (Connection is { } connection && _lanes is { } lanes && lanes.TryTake(_world.Now, out OutgoingKind kind, out _))
        {
            switch (kind)
            {
                case OutgoingKind.Heartbeat:
                    _protocol.HeartbeatSent(_world.Now);
                    _lastBeat = _world.Now;
                    connection.FromClient(kind);
                    break;
                case OutgoingKind.Resume:
                    _world.Tell(Id, $"resumes {_protocol.Session!.Id} after {_protocol.Sequence}");
                    connection.FromClient(kind, _protocol.Session.Id, _protocol.Sequence ?? 0);
                    break;
                case OutgoingKind.Identify:
                    _world.Tell(Id, "identifies");
                    _presence.Told(_presence.Current);
                    connection.FromClient(kind);
                    LeaveGate();
                    break;
                case OutgoingKind.Presence:
                    _presence.Told(_presence.Current);
                    CountPresence();
                    connection.FromClient(kind);
                    break;
                default:
                    _waitingCommands--;
                    World.Expect(_protocol.Stage == ConnectionStage.Connected, Id, "a command before READY or RESUMED.");
                    connection.FromClient(kind);
                    break;
            }

            if (connection.IsBroken)
            {
                _protocol.Broken(_world.Now, "a write failed");
                Act();
            }
        }
    }

    private void CountPresence()
    {
        while (_presencesSent.TryPeek(out TimeSpan first) && _world.Now - first >= TimeSpan.FromSeconds(20))
        {
            _presencesSent.Dequeue();
        }

        _presencesSent.Enqueue(_world.Now);
        World.Expect(_presencesSent.Count <= PresenceState.Limit, Id, "over 5 presences in 20 s.");
    }

    private void Receive(Frame frame)
    {
        if (Connection is null)
        {
            return;
        }

        World.Expect(Envelope.TryRead(frame.Payload, out Envelope envelope, out string? problem), Id, problem ?? "");
        _protocol.BytesReceived();
        bool isTaken = _protocol.Payload(_world.Now, envelope);
        if (_world.Tells && frame.Name is not ("event" or "ack"))
        {
            _world.Tell(Id, $"gets {frame}");
        }

        if (isTaken)
        {
            Deliver(frame);
        }

        Act();
        World.Expect(frame.Name != "READY" || _announcedLost == _session, Id, "a new session, and the end of the old one was not told.");
        if (frame.Name == "READY")
        {
            _session = _protocol.Session?.Id;
        }
    }

    /// <summary>Once, in order, with no gap; a session begins with its READY, number 1. What Discord itself sends in another order comes in that order.</summary>
    private void Deliver(Frame frame)
    {
        if (frame.Name == "READY")
        {
            _delivered = 1;
            _ahead = 0;
        }
        else if (frame.Sequence == _delivered + 1)
        {
            _delivered += _ahead == _delivered + 2 ? 2 : 1;
        }
        else
        {
            World.Expect(frame.Sequence == _delivered + 2 && _ahead != frame.Sequence, Id, $"event {frame.Sequence} delivered after {_delivered}.");
            _ahead = frame.Sequence;
        }

        _buffered++;
        Consume();
    }

    private void Consume()
    {
        if (_isStopped || _isTaking || _buffered == 0)
        {
            return;
        }

        if (_isSlow)
        {
            _isTaking = true;
            _world.Later(SlowConsumerTakes, () =>
            {
                _isTaking = false;
                if (!_isStopped)
                {
                    _buffered--;
                    MayReadAgain();
                    Consume();
                    Settle();
                }
            });
            return;
        }

        _buffered = 0;
        MayReadAgain();
    }

    private void MayReadAgain()
    {
        if (!_isPaused || _buffered > MaxBuffered / 2)
        {
            return;
        }

        _world.Tell(Id, "reads again");
        _isPaused = false;
        _protocol.ReceiveResumed(_world.Now);
        while (!_isPaused && _unread.TryDequeue(out Action? read))
        {
            read();
        }
    }

    private void Gone()
    {
        Connection = null;
        _lanes = null;
        _waitsForGate = false;
        _isPaused = false;
        _unread.Clear();
        LeaveGate();
    }
}
