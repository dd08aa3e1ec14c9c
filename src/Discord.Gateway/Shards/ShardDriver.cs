using System.Diagnostics;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Shards;

/// <summary>
/// Lets a <see cref="ShardCore"/> act: owns the shard's one lock, its timer, its current connection and its way through the identify gate.
/// </summary>
/// <remarks>
/// Every input takes the same way: lock, input, unlock, <see cref="Settle"/>. Decisions take effect under the lock, and are reported by one thread at a time, in the
/// order in which they were made; a second thread leaves its own to the first. Loggers, sockets and gates belong to others and may block: a thread that waits in one
/// of them keeps no other from the rest. Sends are no actions: whatever blocks there, the timer's thread writes the heartbeat.
/// </remarks>
internal sealed partial class ShardDriver
{
    /// <summary>How long a shutdown takes at most.</summary>
    internal static readonly TimeSpan ShutdownTimeout = GatewayConnection.CloseTimeout + TimeSpan.FromSeconds(1);

    /// <summary>More reports than this do not wait for a logger that hangs.</summary>
    private const int MaxReports = 1_000;

    private readonly Lock _lock = new();
    private readonly ShardOptions _options;
    private readonly ShardCore _core;
    private readonly ShardClock _clock;
    private readonly ShardTimer _timer;
    private readonly QuietTimers _time;
    private readonly ShardTelemetry _telemetry;
    private readonly IIdentifyGate _identifyGate;
    private readonly Func<IGatewaySocket> _createSocket;
    private GatewayConnection? _connection;
    private GateEntry? _gateEntry;
    private readonly Queue<Func<Task>> _effects = new();
    private readonly Queue<ShardAction> _reports = new();
    private bool _isReporting;
    private Task _closing = Task.CompletedTask;

    internal ShardDriver(ShardOptions options, EncodedPresence? presence, ShardTelemetry telemetry)
    {
        _options = options;
        _telemetry = telemetry;
        Started = options.TimeProvider.GetUtcNow();
        _clock = new ShardClock(options.TimeProvider, options.ShardId, telemetry.Logger);
        _time = new QuietTimers(options.TimeProvider, _clock.OnFailed);
        _core = new ShardCore(options, presence, Random.Shared.NextDouble, ReconnectCrowd.Of(options.TimeProvider).Join(_clock.Origin), _time);
        _identifyGate = options.IdentifyGate ?? IdentifyGate.ForBot(options);
        _createSocket = options.SocketFactory ?? (() => new ClientWebSocketGatewaySocket(options.ConfigureSocket));
        _timer = new ShardTimer(_time, _clock, GetDeadline, OnTimer);
        options.PresenceSource?.Add(this);
        PullPresence();
    }

    /// <summary>Wakes the consumer.</summary>
    internal AsyncSignal EventSignal { get; } = new();

    internal ShardTelemetry Telemetry => _telemetry;

    internal ShardOptions Options => _options;

    /// <summary>Those who wait for events. Used without the shard's lock.</summary>
    internal WaiterHub Waiters => _core.Waiters;

    /// <summary>The clock for waits: see <see cref="QuietTimers"/>.</summary>
    internal TimeProvider Time => _time;

    /// <summary>When the shard was created.</summary>
    internal DateTimeOffset Started { get; }

    /// <summary>Whether an event may be taken. Asked without the lock: only the consumer makes it false.</summary>
    internal bool MayTakeEvent => _core.BufferedEvents > 0;

    /// <summary>The core, for whoever holds the lock.</summary>
    private ShardCore Core
    {
        get
        {
            Debug.Assert(_lock.IsHeldByCurrentThread, "The core is used under the lock.");
            return _core;
        }
    }

    /// <summary>The current connection; null also while the one that was decided on is not made yet.</summary>
    private GatewayConnection? CurrentConnection => _connection?.Number == Core.Connection ? _connection : null;

    /// <summary>Reads something of the core.</summary>
    internal T Read<T>(Func<ShardCore, T> read)
    {
        lock (_lock)
        {
            return read(Core);
        }
    }

    /// <summary>Reads something of the core that depends on the time.</summary>
    internal T ReadNow<T>(Func<ShardCore, TimeSpan, T> read)
    {
        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            return read(Core, now);
        }
    }

    /// <summary>Gives the core an input of the bot's. It may throw, and then nothing has happened.</summary>
    internal void Do(Action<ShardCore, TimeSpan> input)
    {
        TimeSpan now = _clock.Now;
        GatewayConnection? paused;
        lock (_lock)
        {
            input(Core, now);
            paused = Core.MayResumeReading ? CurrentConnection : null;
        }

        paused?.RoomSignal.Set();
        Settle();
    }

    /// <summary>Somebody waits for an event: the pump, which may rest since the consumer is behind, may read a little further.</summary>
    internal void OnWaiting()
    {
        if (Read(static core => core.MayResumeReading))
        {
            Do(static (_, _) => { });
        }
    }

    /// <summary>Reads the presence that the shard shares with others.</summary>
    internal void PullPresence()
    {
        if (_options.PresenceSource?.Current is { } shared)
        {
            Do((core, _) => core.PullPresence(shared));
        }
    }

    /// <summary>Takes the next event; the one before it is handled.</summary>
    internal TakeOutcome TakeEvent(out BufferedEvent item)
    {
        TakeOutcome outcome;
        GatewayConnection? paused;
        bool mustStart;
        lock (_lock)
        {
            outcome = Core.TakeEvent(out item);
            mustStart = outcome == TakeOutcome.Empty && Core.IsIdle;
            paused = Core.MayResumeReading ? CurrentConnection : null;
        }

        paused?.RoomSignal.Set();
        if (mustStart)
        {
            Do(static (core, now) => core.Start(now));
        }

        return outcome;
    }

    /// <summary>Ends the shard, within <see cref="ShutdownTimeout"/>, whatever socket, gate and logger do.</summary>
    internal async Task<ShardSession?> ShutdownAsync(bool keepSession)
    {
        bool isFirst;
        bool isTooLate;
        ShardSession? session = null;
        GatewayConnection? connection = null;
        Task<Task> close = new(() => connection?.CloseAsync(session is null ? GatewayProtocol.EndSessionCode : GatewayProtocol.KeepSessionCode) ?? Task.CompletedTask);
        lock (_lock)
        {
            isFirst = Core.Shutdown(keepSession);
            session = Core.KeptSession;
            isTooLate = keepSession && !isFirst && Core.HasDroppedSession;
            if (isFirst)
            {
                connection = _connection;

                // A logger may block, and the caller must not.
                _closing = Task.WhenAll(close.Unwrap(), Task.Run(Settle));
            }
        }

        if (isFirst && connection is { MayBlock: true })
        {
            close.Start(TaskScheduler.Default);
        }
        else if (isFirst)
        {
            close.RunSynchronously(TaskScheduler.Default);
        }

        EventSignal.Set();
        if (isTooLate)
        {
            _ = Task.Run(() => _telemetry.Logger.SessionNotKept(_options.ShardId));
        }

        try
        {
            await _closing.WaitAsync(ShutdownTimeout, _time).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Closed as far as it can be; the rest is in the hands of others, as is the logger.
            _ = Task.Run(() => _telemetry.Logger.CloseFailed(_options.ShardId, error));
        }

        return session;
    }

    private TimeSpan GetDeadline()
    {
        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            return Core.GetDeadline(now);
        }
    }

    private void OnTimer()
    {
        try
        {
            TimeSpan now = _clock.Now;
            lock (_lock)
            {
                Core.OnTimer(now);
            }
        }
        catch (Exception error)
        {
            OnUnexpected(connection: null, error);
        }

        Settle();
    }

    /// <summary>
    /// After every input: becomes the writer if there is something to write, sets the timer, writes, performs what was decided. In this order, since each may take
    /// longer than those before it. Does not throw.
    /// </summary>
    private void Settle()
    {
        try
        {
            GatewayConnection? mustWrite;
            TimeSpan now = _clock.Now;
            lock (_lock)
            {
                mustWrite = CurrentConnection is { } connection && Core.TryBeginWriting(now) ? connection : null;
            }

            _timer.Set();
            _ = mustWrite?.WriteAsync();
            Perform();
        }
        catch (Exception error)
        {
            OnUnexpected(connection: null, error);
        }
    }

    /// <summary>
    /// Performs what was decided: reports it, then makes the calls. A thread takes one call at a time, and reports are one thread's at a time, so a thread that is
    /// blocked in a call or by a logger keeps nothing else from being performed.
    /// </summary>
    private void Perform()
    {
        while (true)
        {
            lock (_lock)
            {
                while (Core.TryTakeAction(out ShardAction? action))
                {
                    _telemetry.Notify(action);
                    if (_reports.Count < MaxReports)
                    {
                        _reports.Enqueue(action);
                    }

                    if (Prepare(action) is { } prepared)
                    {
                        _effects.Enqueue(prepared);
                    }
                }
            }

            Report();
            Func<Task>? effect;
            lock (_lock)
            {
                if (!_effects.TryDequeue(out effect))
                {
                    return;
                }
            }

            _ = effect();
        }
    }

    /// <summary>Reports what was decided, in that order, unless another thread is at it.</summary>
    private void Report()
    {
        bool isMine = false;
        while (true)
        {
            ShardAction? action;
            lock (_lock)
            {
                if (_isReporting && !isMine)
                {
                    return;
                }

                _isReporting = isMine = _reports.TryDequeue(out action);
                if (!isMine)
                {
                    return;
                }
            }

            _telemetry.Report(action!);
        }
    }

    /// <summary>Changes what the driver owns, under the lock, and returns what is to be called outside of it. None of those calls throws.</summary>
    private Func<Task>? Prepare(ShardAction action)
    {
        switch (action)
        {
            case ShardAction.Connect connect when connect.Connection == Core.Connection:
                GatewayConnection next = _connection = new GatewayConnection(
                    this, connect.Connection, _createSocket, _options.Compression, _options.MaxPayloadBytes, _time);
                return () => Read(core => core.Connection) == next.Number ? next.RunAsync(connect.Uri) : Task.CompletedTask;

            case ShardAction.Disconnect disconnect when _connection?.Number == disconnect.Connection:
                GatewayConnection old = _connection;
                _connection = null;
                return () => old.CloseAsync(disconnect.Code);

            case ShardAction.EnterGate enter when _connection?.Number == enter.Connection:
                var entry = _gateEntry = new GateEntry(_identifyGate, _options.ShardId, _telemetry.Logger);
                return () => EnterGateAsync(entry, enter.Connection);

            case ShardAction.LeaveGate when _gateEntry is { } left:
                _gateEntry = null;
                return left.LeaveAsync;

            case ShardAction.End:
                _options.PresenceSource?.Remove(this);
                EventSignal.Set();
                return DisposeTimerAsync;

            default:
                return null;
        }
    }

    private async Task EnterGateAsync(GateEntry entry, int connection)
    {
        if (await entry.EnterAsync(() => OnBroken(connection, "the identify gate failed")).ConfigureAwait(false))
        {
            Do((core, now) => core.OnGateOpened(connection, now));
        }
    }

    private Task DisposeTimerAsync()
    {
        _timer.Dispose();
        return Task.CompletedTask;
    }

    private void OnBroken(int connection, string reason) => Do((core, now) => core.OnBroken(connection, now, reason));

    /// <summary>
    /// Something was thrown that nobody expected: by a defect of ours, a clock, or a gate. The connection, if any, is replaced, and the log says why.
    /// </summary>
    private void OnUnexpected(GatewayConnection? connection, Exception error)
    {
        _telemetry.Logger.Unexpected(_options.ShardId, error);
        TimeSpan now = _clock.Now;
        lock (_lock)
        {
            _ = Core.OnBroken(connection?.Number ?? Core.Connection, now, $"unexpected error ({error.GetType().Name})");
        }
    }
}
