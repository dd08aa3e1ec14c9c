using Discord.Gateway.Commands;
using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>
/// One <see cref="ShardCore"/>, from its creation to its end or its crash, and what a driver does for it: performs actions, moves bytes, calls when time has come.
/// Each call into the core is one hold of the shard's lock; between two of them, other threads run if the world's <see cref="Seams"/> say so.
/// </summary>
internal sealed class ShardLife
{
    private readonly ChaosWorld _world;
    private readonly LifeThreads _threads;
    private readonly LifeWriter _writer;
    private readonly List<Action> _effects = [];
    private readonly List<LifeGate> _gates = [];
    private LifeGate? _gate;
    private bool _isPerforming;
    private ConnectionStage _reportedStage;
    private TimeSpan _timer = TimeSpan.MaxValue;

    internal ShardLife(ChaosWorld world, WorldShard shard, ShardSession? session, EncodedPresence? presence)
    {
        _world = world;
        Shard = shard;
        Options = shard.Options with { Session = session };
        Core = new ShardCore(Options, presence, world.Random.NextDouble, _ => world.Seams.IsCrowded);
        Model = new LifeModel(world, this, session);
        _threads = new LifeThreads(world, this);
        _writer = new LifeWriter(world, this);
        Consumer = new LifeConsumer(world, this);
    }

    internal WorldShard Shard { get; }

    internal ShardOptions Options { get; }

    internal ShardCore Core { get; }

    internal LifeModel Model { get; }

    internal LifeConsumer Consumer { get; }

    /// <summary>The current connection; null also while the one that was decided on is not made yet.</summary>
    internal WorldConnection? Connection { get; private set; }

    /// <summary>The current connection, if the core still holds it for the current one.</summary>
    internal WorldConnection? CurrentConnection => Connection?.Number == Core.Connection ? Connection : null;

    /// <summary>The process has crashed: nothing of it runs any more.</summary>
    internal bool HasCrashed { get; private set; }

    /// <summary>When the timer fires.</summary>
    internal TimeSpan Due => HasCrashed ? TimeSpan.MaxValue : _timer;

    /// <summary>The time as the shard's clock shows it.</summary>
    internal TimeSpan Now => _world.Seams.ClockGrain is var grain and > 0
        ? new TimeSpan(_world.Now.Ticks - (_world.Now.Ticks % (grain * TimeSpan.TicksPerMillisecond)))
        : _world.Now;

    /// <summary>Whether a thread is between an input and what it does next, or at work on actions.</summary>
    internal bool IsBusy => _isPerforming || _threads.Count > 0;

    internal LifeThreads Threads => _threads;

    /// <summary>A call of the bot's or of the gate's: an input, and whatever comes of it.</summary>
    internal void Do(Action<ShardCore, TimeSpan> input)
    {
        input(Core, Now);
        Model.Check();
        MayReadAgain();
        Settle();
    }

    /// <summary>A call about a connection. Its thread goes on with <paramref name="then"/>.</summary>
    internal void Settle(Action? then = null)
    {
        Model.Check();
        if (!_threads.IsInterrupted(() => SettleNow(then)))
        {
            SettleNow(then);
        }
    }

    /// <summary>The paused pump may have room again.</summary>
    internal void MayReadAgain()
    {
        if (Core.MayResumeReading)
        {
            CurrentConnection?.Pump.OnRoom();
        }
    }

    internal void OnTimer()
    {
        _timer = TimeSpan.MaxValue;
        Core.OnTimer(Now);
        Settle();
    }

    internal void Shutdown(bool keepSession)
    {
        _world.Tell(Shard.Id, keepSession ? "shuts down, and keeps the session" : "shuts down");
        Model.Forgive("the bot shut the shard down");
        ShardSession? expected = keepSession ? Core.ReceivedSession : null;
        ChaosWorld.Expect(Core.Shutdown(keepSession), Shard.Id, "the first shutdown is not the first.");
        ChaosWorld.Expect(Core.KeptSession == expected, Shard.Id, "the session that was kept is not the one there was.");
        int code = Core.KeptSession is null ? GatewayProtocol.EndSessionCode : GatewayProtocol.KeepSessionCode;
        WorldConnection? connection = Connection;
        if (connection is not null)
        {
            _threads.Run(() => LetGo(connection, code));
        }

        Settle();
    }

    /// <summary>The process is killed.</summary>
    internal void Crash()
    {
        _world.Tell(Shard.Id, "the process crashes");
        HasCrashed = true;
        _gates.ForEach(static gate => gate.Leave());
        if (Connection is { IsLetGo: false } connection)
        {
            connection.LetGo(null);
        }
    }

    internal void Tell(string what) => _world.Tell(Shard.Id, what);

    private void SettleNow(Action? then)
    {
        if (HasCrashed)
        {
            return;
        }

        WorldConnection? mustWrite = CurrentConnection is { } connection && Core.TryBeginWriting(Now) ? connection : null;
        SetTimer();
        if (mustWrite is not null)
        {
            _writer.Write(mustWrite);
        }

        Perform(then);
    }

    private void SetTimer()
    {
        TimeSpan deadline = Core.GetDeadline(Now);
        if (deadline == TimeSpan.MaxValue)
        {
            _timer = deadline;
            return;
        }

        // In whole milliseconds, and never at once.
        long wait = Math.Max(1, (long)Math.Ceiling((deadline - Now).TotalMilliseconds));
        _timer = _world.Now + TimeSpan.FromMilliseconds(wait);
    }

    /// <summary>Performs what was decided, unless another thread is at it.</summary>
    private void Perform(Action? then)
    {
        if (_isPerforming)
        {
            then?.Invoke();
            return;
        }

        _isPerforming = true;
        PerformNext(then);
    }

    private void PerformNext(Action? then)
    {
        while (!HasCrashed)
        {
            _isPerforming = Core.TryTakeAction(out ShardAction? action);
            if (!_isPerforming)
            {
                RunEffects(then);
                return;
            }

            if (Prepare(action!) is { } effect)
            {
                _effects.Add(effect);
            }

            Report(action!);
            if (_threads.IsReportSlow(() => PerformNext(then)))
            {
                return;
            }
        }
    }

    private void RunEffects(Action? then)
    {
        if (_effects.Count > 0)
        {
            Action[] effects = [.. _effects];
            _effects.Clear();
            foreach (Action effect in effects)
            {
                effect();
            }
        }

        then?.Invoke();
    }

    /// <summary>What the driver owns is changed under the lock; the returned call is made after it.</summary>
    private Action? Prepare(ShardAction action)
    {
        switch (action)
        {
            case ShardAction.Connect connect when connect.Connection == Core.Connection:
                WorldConnection next = Connection = new WorldConnection(_world, this, connect.Connection);
                return () => Connect(next, connect.Uri);

            case ShardAction.Disconnect disconnect when Connection?.Number == disconnect.Connection:
                WorldConnection old = Connection;
                Connection = null;
                return () => LetGo(old, disconnect.Code);

            case ShardAction.EnterGate enter when Connection?.Number == enter.Connection:
                LifeGate gate = _gate = new LifeGate(_world, this, enter.Connection);
                _gates.Add(gate);
                return gate.Enter;

            case ShardAction.LeaveGate when _gate is { } left:
                _gate = null;
                return left.Leave;

            default:
                return null;
        }
    }

    private void Report(ShardAction action)
    {
        Model.OnPerformed(action);
        switch (action)
        {
            case ShardAction.StageChanged { Change: var change }:
                ChaosWorld.Expect(change.Reason.Length > 0, Shard.Id, $"{change.New} without a reason.");
                ChaosWorld.Expect(change.Old == _reportedStage, Shard.Id, $"{change.Old} -> {change.New} was reported after {_reportedStage}.");
                _reportedStage = change.New;
                if (_world.Tells)
                {
                    Tell($"{change.Old} -> {change.New}: {change.Reason}");
                }

                break;
            case ShardAction.ReconnectScheduled scheduled when _world.Tells:
                Tell($"tries again in {scheduled.Delay.TotalSeconds:F3} s ({scheduled.Type}, {scheduled.Failures} failures)");
                break;
            case ShardAction.End end:
                Tell($"has ended: {end.Shutdown.Reason}");
                Consumer.Wake();
                if (end.Shutdown.Origin == ShutdownOrigin.Discord)
                {
                    Shard.OnEndedByDiscord();
                }

                break;
        }
    }

    private void Connect(WorldConnection connection, Uri uri)
    {
        if (connection.IsLetGo || HasCrashed)
        {
            return;
        }

        ChaosWorld.Expect(Core.ShutdownInfo is null || connection.Number != Core.Connection, Shard.Id, "connects after its end.");
        Model.OnConnectPerformed(connection.Number);
        if (_world.Discord.ConnectHangs)
        {
            connection.Harm("the connect hangs");
            return;
        }

        bool isRefused = _world.Discord.Outage || (_world.Discord.ResumeHostDown && uri.Host == "resume.test");
        if (isRefused)
        {
            connection.Harm("the connect is refused");
        }

        _world.Later(TimeSpan.FromMilliseconds(30 + _world.Random.Next(100)), () =>
        {
            if (HasCrashed)
            {
                return;
            }

            if (isRefused || connection.IsLetGo)
            {
                // The call comes late if the connection was let go of meanwhile.
                Model.OnConnectFailed(connection.Number);
                Core.OnConnectFailed(connection.Number, Now, "refused");
                Settle();
                return;
            }

            connection.Open();
            Core.OnOpened(connection.Number, Now);
            Settle(connection.Pump.Continue);
        });
    }

    private void LetGo(WorldConnection connection, int? code)
    {
        if (connection.IsLetGo || HasCrashed)
        {
            return;
        }

        Tell(code is null ? $"aborts connection {connection.Number}" : $"closes connection {connection.Number} with {code}");
        connection.LetGo(code);
        _writer.OnLetGo(connection);
        connection.Pump.OnLetGo();
    }
}
