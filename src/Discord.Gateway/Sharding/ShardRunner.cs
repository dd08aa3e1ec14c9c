using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Shards;
using Discord.Gateway.Waiters;
using Microsoft.Extensions.Logging;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway;

/// <summary>One shard of a manager, and the loop that hands its events to the handler, in their <see cref="EventOrder"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation sources have no timer and no handle: there is nothing to dispose.")]
internal sealed partial class ShardRunner
{
    private readonly ShardOptions _options;
    private readonly EventFilter _wanted;
    private readonly SteadyTime _time;
    private readonly Func<Shard, GatewayEvent, CancellationToken, Task> _handler;
    private readonly Func<bool> _isManagerStopping;
    private readonly EventOrder _order;
    private readonly TimeSpan _slowLimit;
    private readonly ConcurrentHandlers _handlers;
    private readonly HandlerTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly Action _onProgress;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandon = new();
    private readonly Lock _lock = new();
    private CancellationTokenSource _wake = new();
    private DateTimeOffset? _sessionStarted;
    private Handover? _handover;
    private HandlerTurn _turn = new();
    private volatile HandlerCall? _handling;
    private Task? _loop;
    private long? _heldFrom;
    private long _events;
    private int _mustTake;
    private volatile bool _isStopping;
    private volatile bool _isUnhandled;
    private volatile bool _mustComplete;
    private volatile bool _isDelivering;
    private volatile bool _isSuperseded;

    internal ShardRunner(
        ShardOptions options,
        ShardState? state,
        Func<Shard, GatewayEvent, CancellationToken, Task> handler,
        EventOrder order,
        ShardManagerOptions managerOptions,
        Handover? handover,
        Func<bool> isManagerStopping,
        Action onProgress)
    {
        _onProgress = onProgress;
        State = state;
        _wanted = managerOptions.ShardOptions.EventFilter;
        _time = new SteadyTime(options.TimeProvider);
        _order = order;
        _slowLimit = managerOptions.SlowHandlerLimit;
        _handlers = new ConcurrentHandlers(managerOptions.MaxConcurrentHandlers, HandleAsync, () => MayLeaveEvents, _time);
        _options = options = options with { KeepsGuilds = true };
        _handler = handler;
        _isManagerStopping = isManagerStopping;
        _handover = handover;
        _isDelivering = handover is null;
        _logger = SafeLogger.Wrap(options.Logger);
        ShardOptions timed = options with { TimeProvider = _time };
        _telemetry = new HandlerTelemetry(timed, _logger);
        Guilds = new ShardGuilds(timed);
        _sessionStarted = options.Session?.StartedAt;
        Shard = new Shard(options);
    }

    internal Shard Shard { get; }

    internal ShardId ShardId => Shard.ShardId;

    /// <summary>The state of the shard's guilds; null if the bot keeps none.</summary>
    internal ShardState? State { get; }

    /// <summary>The presence of the shard, which the next in its place takes over.</summary>
    internal ShardPresence Presence => _options.PresenceSource!;

    /// <summary>Passes the shard's events to the manager's waits.</summary>
    internal WaiterFeed WaiterFeed => _options.WaiterFeed!;

    internal bool HasSession => _options.Session is not null;

    /// <summary>Completes when the shard has connected once; fails when it ended before.</summary>
    internal Task Connected => _connected.Task;

    internal ShardGuilds Guilds { get; }

    /// <summary>The session that the shard continues when it starts; null if it begins one.</summary>
    internal ShardSession? InitialSession => _options.Session;

    /// <summary>The time until the shard may have received all the guilds of its READY; zero if it has, or none will arrive; null if it has not connected.</summary>
    internal TimeSpan? LookForGuilds() => _connected.Task.IsCompletedSuccessfully ? Guilds.Look(Shard) : null;

    /// <summary>Whether the loop has found nothing to do since this was set to false.</summary>
    internal bool HasCaughtUp { get; set; }

    private bool MustStop => _isStopping || _isManagerStopping();

    /// <summary>Whether events may be left to the next shard that continues the session.</summary>
    private bool MayLeaveEvents => MustStop && !_mustComplete;

    /// <summary>Whether an event that waits in the shard must be handled here, although the runner is being stopped.</summary>
    private bool MustTake => Volatile.Read(ref _mustTake) > 0 && Shard.BufferedEvents > 0;

    /// <summary>Completes when the loop has ended; fails if it crashed.</summary>
    internal Task Start()
    {
        lock (_lock)
        {
            if (_isStopping)
            {
                return Task.CompletedTask;
            }

            if (_loop is null)
            {
                _telemetry.Add(this);
                _loop = Task.Run(RunAsync);
                _ = Task.Run(ConnectAsync);
            }

            return _loop;
        }
    }

    /// <summary>
    /// Ends the loop, lets handlers complete the events that were taken, and ends the shard. With the returned session, the next shard receives every event that was not handled
    /// completely. A handler that calls this must have left its order: see <see cref="HandlerCall.Leave"/>.
    /// </summary>
    /// <param name="keepSession">Whether the session is kept.</param>
    /// <param name="timeout">The maximum time to wait for handlers.</param>
    /// <param name="mustComplete">Whether every event that was taken is handled, because another session continues after it.</param>
    internal async Task<ShardSession?> StopAsync(bool keepSession, TimeSpan timeout, bool mustComplete = false)
    {
        Task? loop;
        lock (_lock)
        {
            if (mustComplete)
            {
                // What comes from now on, the other session is told within its overlap.
                _mustTake = Shard.BufferedEvents;
                _mustComplete = true;
                _handlers.TakeUpRest();
            }

            _isStopping = true;
            loop = _loop;
            _wake.Cancel();
        }

        _handlers.RoomSignal.Set();
        if (_isManagerStopping())
        {
            // A handler that waits for an event would hold up the stop.
            Shard.EndWaits();
        }

        if (loop is not null)
        {
            try
            {
                await EndAsync(loop).WaitAsync(timeout, _time).ConfigureAwait(false);
            }
            catch (TimeoutException) when (mustComplete)
            {
                // Nobody else is told of these events: their handlers go on.
                _logger.HandlerOutlivesShard(ShardId, NameOldest(), timeout);
            }
            catch (TimeoutException)
            {
                _isUnhandled |= _order.IsSequential;
                _handlers.Abandon();
                _logger.HandlerAbandoned(ShardId, NameOldest(), timeout);
                _ = AbandonAsync();
            }
        }

        (ShardSession? handled, int number) = Shard.NumberedHandledSession;
        ShardSession? session = await Shard.ShutdownAsync(keepSession).ConfigureAwait(false);
        _connected.TrySetCanceled(CancellationToken.None);
        _telemetry.Remove(this);
        _onProgress();
        if (session is null)
        {
            return null;
        }

        // A session that began meanwhile has nothing that was taken.
        bool isSame = handled?.Id == session.Id;
        return WithStatus(_isUnhandled && isSame ? handled! : session, isSame ? number : Shard.GuildsOfReady.Number);
    }

    /// <summary>Whether the caller runs in a handler of this runner, or was started by one.</summary>
    internal bool IsHandling(HandlerCall call) => call.Owner == _handlers;

    /// <summary>Puts the runner under a hand-over, or takes it out again.</summary>
    internal void SetHandover(Handover? handover) => _handover = handover;

    /// <summary>Makes the loop check the hand-over, even if no event arrives.</summary>
    internal void Wake()
    {
        lock (_lock)
        {
            _wake.Cancel();
        }
    }

    private string NameOldest() => (_handling?.Event ?? _handlers.Oldest?.Event)?.Name ?? "";

    private async Task ConnectAsync()
    {
        try
        {
            await Shard.ConnectAsync().ConfigureAwait(false);
            _connected.TrySetResult();
            _onProgress();
        }
        catch (GatewayException error)
        {
            // Nobody may be waiting for it: the manager learns it from the shard, too.
            _connected.TrySetException(error);
            _ = _connected.Task.Exception;
            _onProgress();
        }
    }

    /// <summary>Completes when the loop has ended, and handlers have completed their remaining events.</summary>
    private async Task EndAsync(Task loop)
    {
        // A loop that crashed is told by who started it; here it only means that its event was not handled.
        await Task.WhenAny(loop).ConfigureAwait(false);
        _isUnhandled |= loop.IsFaulted;
        if (MustTake && !loop.IsFaulted)
        {
            // It had ended when the manager began to stop.
            await RunAsync().ConfigureAwait(false);
        }

        await _handlers.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Cancels the handlers' token. Its registrations belong to the bot, and may throw or block.</summary>
    private async Task AbandonAsync()
    {
        try
        {
            await _abandon.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _logger.HandlerFailed(ShardId, _handling?.Event.Name ?? "", error);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await DeliverHeldAsync().ConfigureAwait(false) && (!MustStop || MustTake) && await ReceiveAsync().ConfigureAwait(false))
            {
                if (_handlers.MustPause(hasNext: Shard.MayTakeEvent))
                {
                    // Here and not in what this calls: it must have let go of this thread, too.
                    await _handlers.PauseAsync().ConfigureAwait(false);
                }
            }
        }
        catch (GatewayFatalException)
        {
            // Stands in Shard.ShutdownInfo, where the manager looks for it.
        }
        finally
        {
            _handlers.Flush();
        }
    }

    /// <summary>Receives an event and handles it; false when the loop has to end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReceiveAsync()
    {
        if (_handover is not null)
        {
            HasCaughtUp |= Shard.BufferedEvents == 0;
        }

        RawGatewayEvent raw;
        CancellationToken wake = MustTake ? CancellationToken.None : _wake.Token;
        try
        {
            while (!_order.IsSequential && !_handlers.HasRoom)
            {
                await _handlers.RoomSignal.WaitAsync(wake).ConfigureAwait(false);
            }

            if (await Shard.ReceiveRawAsync(wake).ConfigureAwait(false) is not { } received)
            {
                return false;
            }

            raw = received;
        }
        catch (OperationCanceledException) when (_wake.IsCancellationRequested)
        {
            lock (_lock)
            {
                if (!_isStopping)
                {
                    _wake.Dispose();
                    _wake = new CancellationTokenSource();
                }
            }

            return !_isStopping || MustTake;
        }

        if (_mustTake > 0)
        {
            _mustTake--;
        }

        GatewayEvent decoded = Shard.Decode(raw);
        State?.Apply(decoded);
        if (raw.IsReplayed)
        {
            // Handled by the process before.
            return true;
        }

        Handover? handover = _handover;
        GatewayEvent gatewayEvent = Guilds.Note(decoded, raw.SessionNumber, handover?.GetOutages(this));
        if (gatewayEvent is ReadyEvent)
        {
            _sessionStarted = _time.GetUtcNow();
        }

        if (gatewayEvent is ReadyEvent or GuildCreateEvent or GuildDeleteEvent)
        {
            _onProgress();
        }

        bool isWanted = _wanted.Includes(raw.Type) || raw.Reason is not null;
        if (!isWanted || (handover is not null && !handover.MayDeliver(this, raw, gatewayEvent)))
        {
            Guilds.OnCalled(gatewayEvent);
            return true;
        }

        return await DeliverHeldAsync().ConfigureAwait(false) && await DeliverAsync(gatewayEvent, raw.SessionNumber).ConfigureAwait(false);
    }

    private async Task<bool> DeliverHeldAsync()
    {
        if (!_isDelivering && _handover?.TakeHeld(this) is { } events)
        {
            foreach ((GatewayEvent held, int session) in events)
            {
                // The shard believes it was handled long ago.
                _heldFrom = held.Sequence - 1;
                Guilds.OnTakenUp(held);
                if (!await DeliverAsync(held, session).ConfigureAwait(false))
                {
                    _handlers.Flush();
                    return false;
                }
            }

            // They may be more than there is room for, and the loop does not pause before it waits for that.
            _handlers.Flush();
            _heldFrom = null;
            _isDelivering = true;
        }

        return true;
    }

    /// <summary>Handles an event now, or when its order allows. False if it was abandoned, and the loop has to end.</summary>
    private ValueTask<bool> DeliverAsync(GatewayEvent gatewayEvent, int session)
    {
        if (_order.IsSequential)
        {
            return HandleInHandAsync(gatewayEvent);
        }

        _handlers.Add(gatewayEvent, KeysOf(gatewayEvent), session);
        return new(true);
    }

    private EventKeys KeysOf(GatewayEvent gatewayEvent)
    {
        try
        {
            return _order.KeysOf(gatewayEvent);
        }
        catch (Exception error)
        {
            _logger.EventKeyFailed(ShardId, gatewayEvent.Name, error);
            return EventKeys.Barrier;
        }
    }

    /// <summary>Handles an event before the next is taken, unless its handler calls something that has to wait for handlers: then the loop continues.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    [SuppressMessage("Reliability", "CA2012", Justification = "Consumed once, unless the handler has left: then nobody asks how it ended.")]
    private async ValueTask<bool> HandleInHandAsync(GatewayEvent gatewayEvent)
    {
        HandlerTurn turn = _turn;
        var call = new HandlerCall(_handlers, gatewayEvent) { Turn = turn, StartedAt = _time.GetTimestamp() };
        turn.Begin(call);
        call.Enter();
        _handling = call;
        ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter handling = HandleAsync(call).ConfigureAwait(false).GetAwaiter();
        if (!handling.IsCompleted)
        {
            await turn.WaitAsync(handling).ConfigureAwait(false);
        }

        _handling = null;
        if (!turn.TryEnd(call))
        {
            _turn = new HandlerTurn();
            return true;
        }

        bool isHandled = handling.GetResult();
        _isUnhandled |= !isHandled;
        return isHandled;
    }

    /// <summary>False if the handler abandoned its event because the manager stops: it is left for the next process.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> HandleAsync(HandlerCall call)
    {
        TraceActivity? span = _telemetry.Begin(call.Event);
        string outcome = "failed";
        try
        {
            await CallAsync(call.Event).ConfigureAwait(false);
            outcome = call.HasFailed ? "failed" : "handled";
        }
        catch (OperationCanceledException) when (MayLeaveEvents)
        {
            outcome = "left";
        }
        catch (Exception error)
        {
            _logger.HandlerFailed(ShardId, call.Event.Name, error);
        }

        _telemetry.End(call, span, outcome);
        if (outcome == "left")
        {
            return false;
        }

        Interlocked.Increment(ref _events);
        return true;
    }

    private Task CallAsync(GatewayEvent gatewayEvent)
    {
        try
        {
            return _handler(Shard, gatewayEvent, _abandon.Token);
        }
        finally
        {
            if (Guilds.OnCalled(gatewayEvent))
            {
                _onProgress();
            }
        }
    }
}
