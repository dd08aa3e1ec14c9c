using System.Buffers.Text;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>What must hold of a <see cref="ShardCore"/> at every moment. Knows what was done to its connections, and nothing of how it works.</summary>
internal sealed class LifeModel
{
    internal const int MaxBuffered = 50;

    /// <summary>How often the sessions are looked at though no event has come or gone.</summary>
    private const int UnchangedChecks = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(41_250);
    private static readonly TimeSpan SlowestWrite = ShardOutbox.WriteTimeout;

    /// <summary>More than any thread of a world is interrupted for.</summary>
    private static readonly TimeSpan ThreadTime = TimeSpan.FromMilliseconds(500);

    private readonly ChaosWorld _world;
    private readonly ShardLife _life;
    private readonly BackoffModel _backoff;
    private readonly Queue<TimeSpan> _presencesSent = new();
    private int _connection;
    private TimeSpan _decidedAt;
    private bool _isConnectPerformed;
    private ConnectionStage _stage;
    private string? _harm;
    private TimeSpan? _lastBeat;
    private Frame? _frame;
    private bool _mustBuffer;
    private bool _hasSequence;
    private bool _hasEnded;
    private bool _isEndPerformed;
    private int _checks;

    internal LifeModel(ChaosWorld world, ShardLife life, ShardSession? session)
    {
        _world = world;
        _life = life;
        Events = new EventModel(world, life, session);
        Commands = new CommandModel(life);
        _backoff = new BackoffModel(world, life, Events);
    }

    internal EventModel Events { get; }

    /// <summary>Whether anything has happened since <see cref="ExpectNothingForgotten"/>.</summary>
    internal bool HasChanged { get; private set; }

    internal CommandModel Commands { get; }

    private ShardId Id => _life.Shard.Id;

    private ShardCore Core => _life.Core;

    /// <summary>There is something wrong with a connection, so the shard may abandon it.</summary>
    internal void Harm(int connection, string how)
    {
        if (connection == Core.Connection)
        {
            _harm ??= how;
        }
    }

    /// <summary>The bot wants the connection gone, or another.</summary>
    internal void Forgive(string why) => Harm(Core.Connection, why);

    /// <summary>The bot asks for another connection.</summary>
    internal void OnReconnect(ReconnectType type)
    {
        Forgive("the bot requested a reconnect");
        if (type == ReconnectType.Reidentify)
        {
            Forget();
        }
    }

    /// <summary>The machine slept: beats are late.</summary>
    internal void Slept() => _lastBeat = null;

    internal void OnClosing(int? code) => _backoff.OnClosing(code);

    internal void OnConnectFailed(int connection) => Harm(connection, "the connect failed");

    internal void OnConnectPerformed(int connection)
    {
        _isConnectPerformed |= connection == _connection;
        if (_life.Now - _decidedAt > TimeSpan.FromSeconds(10))
        {
            Harm(connection, "the connect was performed late");
        }
    }

    /// <summary>A payload is about to reach the core.</summary>
    internal void OnPayload(bool isCurrent, Frame frame)
    {
        _frame = frame;
        _mustBuffer = false;
        if (!isCurrent)
        {
            return;
        }

        bool isGreeted = Core.Heartbeat is not null;
        bool isIdentified = Core.Stage is ConnectionStage.Connected or ConnectionStage.Resuming || (Core.Stage == ConnectionStage.Identifying && !Core.IsWaitingForGate);
        _hasSequence = true;
        switch (frame.Kind)
        {
            case FrameKind.Event or FrameKind.Ready or FrameKind.Resumed when !isIdentified:
                Forgive("an event before the shard identified");
                break;
            case FrameKind.Event or FrameKind.Ready or FrameKind.Resumed:
                _mustBuffer = Events.Accept(frame, out bool isNew);
                _backoff.OnEvent(frame, isNew);
                break;
            case FrameKind.Oversize:
                Forgive("a payload that is too large");
                _mustBuffer = Events.AcceptOversize(frame, Core.Stage is ConnectionStage.Connected or ConnectionStage.Resuming, out bool mustForget);
                if (_mustBuffer)
                {
                    _backoff.OnEvent(frame, isNew: true);
                }

                if (mustForget)
                {
                    Forget();
                }

                break;
            case FrameKind.UnknownOpcode or FrameKind.Unreadable:
                _mustBuffer = isGreeted;
                _hasSequence = false;
                if (!isGreeted)
                {
                    Forgive("something before Hello");
                }

                break;
            case FrameKind.Reconnect:
                Forgive("op 7");
                break;
            case FrameKind.InvalidSession:
                Forgive("op 9");
                bool isResumed = frame == Frame.InvalidResumable && Events.HasSession;
                _backoff.OnInvalidSession(isResumed);
                if (!isResumed)
                {
                    Forget();
                }

                break;
        }
    }

    /// <summary>What the core made of the payload.</summary>
    internal void OnOutcome(bool isCurrent, Frame frame, in PayloadOutcome outcome)
    {
        ChaosWorld.Expect(isCurrent || outcome == default, Id, $"{frame} of a connection that is not current counted.");
        ChaosWorld.Expect(outcome.IsBuffered == _mustBuffer, Id, _mustBuffer ? $"{frame} does not reach the consumer." : $"{frame} reaches the consumer.");
        if (_mustBuffer)
        {
            Events.Add(frame, _hasSequence);
        }

        if (Core.Heartbeat is not null && frame == Frame.Hello)
        {
            _lastBeat ??= _life.Now;
        }
    }

    internal void OnTaken(Outgoing outgoing)
    {
        switch (outgoing.Kind)
        {
            case OutgoingKind.Heartbeat:
                _lastBeat = _life.Now;
                ReadOnlySpan<byte> sequence = outgoing.Payload.Span["{\"op\":1,\"d\":".Length..];
                long? carried = Utf8Parser.TryParse(sequence, out long number, out _) ? number : null;
                ChaosWorld.Expect(carried == Events.Highest, Id, $"a heartbeat carries {carried}, not {Events.Highest}.");
                break;
            case OutgoingKind.Resume:
                _life.Tell($"resumes {Events}");
                ChaosWorld.Expect(Events.HasSession, Id, "resumes without a session.");
                ChaosWorld.Expect(outgoing.Payload.Span.IndexOf(Encoding.UTF8.GetBytes($"\"seq\":{Events.Resumable}}}")) > 0, Id, $"a resume does not begin after {Events.Resumable}.");
                Events.OnResumeTaken();
                break;
            case OutgoingKind.Identify:
                _life.Tell("identifies");
                ChaosWorld.Expect(!Events.HasSession, Id, "identifies, though its session could be resumed.");
                break;
            case OutgoingKind.Presence:
                ChaosWorld.Expect(Core.Stage == ConnectionStage.Connected, Id, "a presence before READY or RESUMED.");
                CountPresence();
                break;
            case OutgoingKind.Command:
                ChaosWorld.Expect(Core.Stage == ConnectionStage.Connected, Id, "a command before READY or RESUMED.");
                Commands.OnTaken(outgoing.Command!);
                break;
        }
    }

    internal void OnWritten(Outgoing outgoing, bool isCurrent, bool hasFailed) => Commands.OnWritten(outgoing, isCurrent && !hasFailed);

    internal void OnPerformed(ShardAction action)
    {
        ChaosWorld.Expect(!_isEndPerformed, Id, $"{action} after the end.");
        _isEndPerformed = action is ShardAction.End;
        if (action is ShardAction.Connect connect && connect.Connection == _connection)
        {
            _backoff.ExpectHost(connect.Uri);
        }

        if (action is ShardAction.ReconnectScheduled scheduled)
        {
            ChaosWorld.Expect(scheduled.Delay <= TimeSpan.FromSeconds(60), Id, $"waits {scheduled.Delay}.");
        }
    }

    /// <summary>After each hold of the lock.</summary>
    internal void Check()
    {
        HasChanged = true;
        if (Core.ShutdownInfo is { } shutdown && !_hasEnded)
        {
            _hasEnded = true;
            if (shutdown.Origin == ShutdownOrigin.Bot)
            {
                Events.Drop();
            }
            else
            {
                Events.Forget();
            }

            Commands.ExpectAllEnded();
        }

        if (Core.Connection != _connection)
        {
            OnConnectionChanged();
        }

        if (Core.Stage != _stage)
        {
            _stage = Core.Stage;
            if (_stage == ConnectionStage.Connected)
            {
                _backoff.OnEstablished();
                Commands.ExpectConnected();
            }
        }

        ChaosWorld.Expect(Core.BufferedEvents == Events.WaitingEvents, Id, $"{Core.BufferedEvents} events in the buffer, not {Events.WaitingEvents}.");
        ChaosWorld.Expect(Core.BufferedEvents <= (MaxBuffered * 1.25) + 1 + 2, Id, $"{Core.BufferedEvents} events in the buffer.");
        ChaosWorld.Expect(!_hasEnded || Core.Connection == 0, Id, "a connection after the end.");
        if (Events.HasChanged || ++_checks % UnchangedChecks == 0)
        {
            Events.ExpectSessions();
        }
    }

    /// <summary>At the end of each moment in which anything happened: what would be forgotten without another input.</summary>
    internal void ExpectNothingForgotten(TimeSpan timer, bool isDeaf, bool isWriting)
    {
        if (_life.IsBusy || _life.HasCrashed)
        {
            return;
        }

        HasChanged = false;
        TimeSpan now = _life.Now;
        TimeSpan deadline = Core.GetDeadline(now);
        TimeSpan slack = TimeSpan.FromMilliseconds(2 + _world.Seams.ClockGrain);
        ChaosWorld.Expect(!Core.HasActions || isWriting, Id, "something was decided, and nobody performs it.");
        ChaosWorld.Expect(timer <= (deadline < TimeSpan.MaxValue - slack ? (deadline > now ? deadline : now) + slack : deadline), Id, $"the timer is set for {timer}, not {deadline}.");
        ChaosWorld.Expect(_hasEnded || isDeaf || Core.IsIdle || deadline < TimeSpan.MaxValue, Id, $"{Core.Stage} without a deadline.");
        if (Core.Heartbeat is { } heartbeat)
        {
            ChaosWorld.Expect(heartbeat.NextBeat <= now + Interval, Id, "the next beat is over an interval away.");
            ChaosWorld.Expect(_lastBeat is not { } last || now - last <= Interval + SlowestWrite + ThreadTime + slack, Id, "a beat is late, and no write can be the reason.");
            ChaosWorld.Expect(
                _lastBeat is not { } beat || _world.Seams.Writes > 0 || _world.Seams.Threads > 0 || _life.CurrentConnection?.FailHungWrite is not null || now - beat <= Interval + slack,
                Id, $"a beat is late: the last was at {_lastBeat}.");
        }
    }

    internal void ExpectWell()
    {
        ChaosWorld.Expect(Core.Stage == ConnectionStage.Connected, Id, $"{Core.Stage} though all has been well for long.");
        ChaosWorld.Expect(Core.WaitingCommands == 0, Id, "commands still wait though all has been well for long.");
        Commands.ExpectAllEnded();
    }

    private void OnConnectionChanged()
    {
        if (_connection != 0)
        {
            // The time to connect runs from the decision: a logger that takes all of it leaves none.
            bool hadNoTime = !_isConnectPerformed && _life.Now - _decidedAt >= ProtocolTimeouts.Connect;
            ChaosWorld.Expect(_harm is not null || hadNoTime, Id, $"connection {_connection} was abandoned in stage {_stage} at {_life.Now}, and nothing was wrong with it{Reason()}.");
            Commands.OnConnectionLost();
            if (!_hasEnded)
            {
                _backoff.OnLost(_stage);
            }
        }

        _connection = Core.Connection;
        _harm = null;
        _lastBeat = null;
        if (_connection != 0)
        {
            _decidedAt = _life.Now;
            _isConnectPerformed = false;
            _backoff.OnConnecting();
        }
    }

    /// <summary>What the core says of it, in the actions that nobody has performed yet.</summary>
    private string Reason()
    {
        while (Core.TryTakeAction(out ShardAction? action))
        {
            if (action is ShardAction.ReconnectScheduled scheduled)
            {
                return $": \"{scheduled.Reason}\"";
            }
        }

        return "";
    }

    private void Forget()
    {
        Events.Forget();
        _backoff.OnForgotten();
    }

    private void CountPresence()
    {
        while (_presencesSent.TryPeek(out TimeSpan first) && _world.Now - first >= TimeSpan.FromSeconds(20))
        {
            _presencesSent.Dequeue();
        }

        _presencesSent.Enqueue(_world.Now);
        ChaosWorld.Expect(_presencesSent.Count <= PresenceState.Limit, Id, "over 5 presences in 20 s.");
    }
}
