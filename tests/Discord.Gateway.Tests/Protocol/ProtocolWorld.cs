using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>
/// Shards of one bot and a modelled Discord, with no task, socket or thread between them: each shard is a <see cref="GatewayProtocol"/> with its send lanes.
/// Checks, at every step, what must always hold.
/// </summary>
internal sealed class ProtocolWorld
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(41_250);

    private readonly IdentifyBudget _budget = new(reserve: 10);
    private readonly Random _random;
    private readonly List<TimeSpan> _identifies = [];
    private readonly StringBuilder _transcript = new();

    internal ProtocolWorld(int shards, int seed)
    {
        _random = new Random(seed);
        _budget.Update(SessionStartLimit.Default, TimeSpan.Zero);
        Shards = [.. Enumerable.Range(0, shards).Select(index => new ModelShard(this, new ShardId(index, shards)))];
    }

    internal IReadOnlyList<ModelShard> Shards { get; }

    internal bool RefuseConnections { get; set; }

    internal bool SayHello { get; set; } = true;

    internal bool Acknowledge { get; set; } = true;

    internal bool AnswerIdentify { get; set; } = true;

    internal bool AnswerResume { get; set; } = true;

    internal string Transcript => _transcript.ToString();

    /// <summary>Who has the turn to identify, from the budget's yes until it was written.</summary>
    private ModelShard? Identifying { get; set; }

    private TimeSpan Now { get; set; }

    /// <summary>Lets time pass, stopping at every deadline on the way.</summary>
    internal void Pass(TimeSpan time)
    {
        TimeSpan end = Now + time;
        while (true)
        {
            TimeSpan next = Shards.Min(shard => shard.NextDue);
            TimeSpan to = next < end ? next : end;
            Now = to > Now ? to : Now;
            foreach (ModelShard shard in Shards)
            {
                shard.Tick();
                shard.Check();
            }

            if (next > end)
            {
                return;
            }
        }
    }

    private void Tell(ModelShard shard, string what) => _transcript.AppendLine($"{Now.TotalSeconds,10:F3} {shard.Id} {what}");

    /// <summary>A shard's protocol, its connection, and its session at the modelled Discord.</summary>
    internal sealed class ModelShard
    {
        private readonly ProtocolWorld _world;
        private readonly GatewayProtocol _protocol;
        private readonly CommandQueue _commands = new();
        private readonly List<long> _delivered = [];
        private readonly List<TimeSpan> _sent = [];
        private SendLanes? _lanes;
        private bool _waitsForGate;
        private bool _connected;
        private bool _isPaused;
        private TimeSpan? _lastBeat;
        private string? _session;
        private long _sequence;
        private bool _sessionOnWire;
        private int _sessions;
        private int _failures;
        private TimeSpan _lostAt;

        internal ModelShard(ProtocolWorld world, ShardId id)
        {
            _world = world;
            Id = id;
            _protocol = new GatewayProtocol(
                id, new GatewayEndpoint(new Uri("wss://gateway.test"), null), new BackoffPolicy(), null, world._random.NextDouble);
            _protocol.Start(world.Now);
            Act();
        }

        internal ShardId Id { get; }

        internal bool IsPaused => _isPaused;

        internal long Delivered { get; private set; }

        internal bool IsConnected => _protocol.Stage == ConnectionStage.Connected;

        internal TimeSpan NextDue
        {
            get
            {
                TimeSpan lanes = _lanes?.NextAt(_world.Now) ?? TimeSpan.MaxValue;
                TimeSpan gate = _waitsForGate ? _world.Now + TimeSpan.FromMilliseconds(250) : TimeSpan.MaxValue;
                return new[] { _protocol.Deadline, lanes, gate }.Min();
            }
        }

        /// <summary>Something happens in the guilds of the shard, whether it is connected or not.</summary>
        internal void Dispatch()
        {
            if (_session is not null)
            {
                _sequence++;
                if (_sessionOnWire)
                {
                    SendDispatch("MESSAGE_CREATE", _sequence);
                }
            }
        }

        /// <summary>Something that was sent already is sent again.</summary>
        internal void Duplicate(int back)
        {
            if (_sessionOnWire && _sequence > back)
            {
                SendDispatch("MESSAGE_CREATE", _sequence - back);
            }
        }

        internal void Cut()
        {
            if (_connected)
            {
                _world.Tell(this, "wire cut");
                Gone();
                _protocol.Closed(_world.Now, null, "wire cut");
                Act();
            }
        }

        internal void Close(int code)
        {
            if (_connected)
            {
                _world.Tell(this, $"closed with {code}");
                Gone();
                if (code is 4003 or 4006 or 4007 or 4009)
                {
                    _session = null;
                }

                _protocol.Closed(_world.Now, code, $"close {code}");
                Act();
            }
        }

        internal void Send(string payload)
        {
            if (!_connected)
            {
                return;
            }

            if (payload.Contains("\"op\":9,\"d\":false", StringComparison.Ordinal))
            {
                _session = null;
                _sessionOnWire = false;
            }

            Receive(payload);
        }

        internal void SendCommands(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _commands.Enqueue(new PendingCommand([], GatewayOpcode.RequestChannelInfo, false, queuedAt: 0));
            }

            Write();
        }

        internal void ExpireSession()
        {
            if (!_sessionOnWire)
            {
                _session = null;
            }
        }

        internal void TogglePause()
        {
            if (_connected)
            {
                if (!_isPaused)
                {
                    _isPaused = _protocol.TryPauseReceive(_world.Now);
                }
                else
                {
                    _isPaused = false;
                    _protocol.ReceiveResumed(_world.Now);
                }
            }
        }

        internal void Tick()
        {
            _protocol.Tick(_world.Now);
            Act();
            if (_waitsForGate && _world.Identifying is null && _world._budget.TryTake(0, _world.Now, out _, out _))
            {
                _waitsForGate = false;
                _world.Identifying = this;
                _protocol.IdentifyAllowed(_world.Now);
                Act();
            }

            Write();
        }

        /// <summary>What must hold at every moment.</summary>
        internal void Check()
        {
            Assert.True(_protocol.HasEnded || _protocol.Deadline < TimeSpan.MaxValue, $"{Id}: {_protocol.Stage} without a deadline");
            if (_protocol.Heartbeat is { } heartbeat)
            {
                Assert.True(heartbeat.NextBeat <= _world.Now + Interval, $"{Id}: the next beat is over an interval away");
                Assert.True(_lastBeat is null || _world.Now - _lastBeat <= Interval + TimeSpan.FromMilliseconds(1), $"{Id}: a beat is late");
            }
        }

        private void Act()
        {
            while (_protocol.TryTakeAction(out ShardAction action))
            {
                switch (action.Kind)
                {
                    case ShardActionKind.Connect:
                        Connect();
                        break;
                    case ShardActionKind.Disconnect:
                        _world.Tell(this, $"leaves with {action.CloseCode}: {action.Reason}");
                        if (action.CloseCode is 1000)
                        {
                            _session = null;
                        }

                        Gone();
                        break;
                    case ShardActionKind.WaitForIdentifyGate:
                        _waitsForGate = true;
                        break;
                    case ShardActionKind.SendIdentify or ShardActionKind.SendResume or ShardActionKind.SendHeartbeat or ShardActionKind.AnswerHeartbeat:
                        _lanes?.Budget.KeepRoomForHeartbeats(Interval);
                        _lanes?.Add(action.Kind);
                        Write();
                        break;
                    case ShardActionKind.Connected:
                        _failures = 0;
                        if (_lanes is not null)
                        {
                            _lanes.IsOpen = true;
                        }

                        Write();
                        break;
                    case ShardActionKind.StageChanged when action.Stage!.New == ConnectionStage.Disconnected:
                        if (action.Stage.Old != ConnectionStage.Connected)
                        {
                            _failures++;
                        }

                        _lostAt = _world.Now;
                        break;
                }
            }
        }

        private void Connect()
        {
            // From the second failure on, each wait is at least half of its ceiling.
            TimeSpan least = _failures < 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(_failures, 6))) / 2);
            Assert.True(_world.Now - _lostAt >= least, $"{Id}: retried after {_world.Now - _lostAt} with {_failures} failures");
            _lanes = new SendLanes(_commands, new PresenceState(null));
            _sent.Clear();
            _isPaused = false;
            _lastBeat = null;
            if (_world.RefuseConnections)
            {
                _world.Tell(this, "is refused");
                _protocol.ConnectFailed(_world.Now, "refused");
                return;
            }

            _connected = true;
            _world.Tell(this, "connects");
            _protocol.Opened(_world.Now);
            if (_world.SayHello)
            {
                Receive("""{"op":10,"d":{"heartbeat_interval":41250}}""");
            }
        }

        private void Write()
        {
            while (_connected && _lanes!.TryTake(_world.Now, out OutgoingKind kind, out _))
            {
                _sent.Add(_world.Now);
                Assert.True(_sent.Count(at => _world.Now - at < TimeSpan.FromSeconds(60)) <= 120, $"{Id}: over 120 payloads in 60 s");
                switch (kind)
                {
                    case OutgoingKind.Heartbeat:
                        _protocol.HeartbeatSent(_world.Now);
                        _lastBeat = _world.Now;
                        if (_world.Acknowledge && !_isPaused)
                        {
                            Receive("""{"op":11}""");
                        }

                        break;
                    case OutgoingKind.Identify:
                        Identified();
                        break;
                    case OutgoingKind.Resume:
                        Resumed();
                        break;
                    case OutgoingKind.Command:
                        Assert.True(_sessionOnWire, $"{Id}: a command before READY or RESUMED");
                        break;
                }
            }
        }

        private void Identified()
        {
            _world.Tell(this, "identifies");
            Assert.All(_world._identifies, at => Assert.True(_world.Now - at >= TimeSpan.FromSeconds(5), $"{Id}: two identifies of one key within 5 s"));
            _world._identifies.Add(_world.Now);
            LeaveGate();
            if (!_world.AnswerIdentify)
            {
                return;
            }

            _session = $"session {++_sessions}";
            _sequence = 1;
            _sessionOnWire = true;
            _delivered.Clear();
            Receive($$$"""{"t":"READY","s":1,"op":0,"d":{"user":{"id":"1"},"resume_gateway_url":"wss://resume.test","session_id":"{{{_session}}}" } }""");
        }

        private void Resumed()
        {
            if (!_world.AnswerResume)
            {
                return;
            }

            if (_session is null || _protocol.Session!.Id != _session)
            {
                _world.Tell(this, "resumes in vain");
                Send("""{"op":9,"d":false}""");
                return;
            }

            _world.Tell(this, $"resumes after {_protocol.Sequence}");
            _sessionOnWire = true;
            long last = _sequence;
            for (long sequence = _protocol.Sequence!.Value + 1; sequence <= last && _connected; sequence++)
            {
                SendDispatch("MESSAGE_CREATE", sequence);
            }

            _sequence++;
            SendDispatch("RESUMED", _sequence);
        }

        private void SendDispatch(string name, long sequence) =>
            Receive($$$"""{"t":"{{{name}}}","s":{{{sequence}}},"op":0,"d":{}}""");

        private void Receive(string json)
        {
            Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(json), out Envelope envelope, out string? problem), problem);
            _protocol.BytesReceived();
            if (_protocol.Payload(_world.Now, envelope) && envelope.Sequence is { } sequence)
            {
                // Once, in order, with no gap: a session begins with its READY, number 1.
                Assert.True(sequence == (_delivered.Count == 0 ? 1 : _delivered[^1] + 1), $"{Id}: delivered {sequence} after {_delivered.LastOrDefault()}");
                _delivered.Add(sequence);
                Delivered++;
            }

            Act();
        }

        private void Gone()
        {
            _connected = false;
            _sessionOnWire = false;
            _lanes = null;
            _waitsForGate = false;
            if (_world.Identifying == this)
            {
                LeaveGate();
            }
        }

        private void LeaveGate()
        {
            _world.Identifying = null;
            _world._budget.Written(0, _world.Now);
        }
    }
}
