using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway;

/// <summary>One shard of a manager and the loop that hands its events to the handler, one after the other.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation sources have no timer and no handle: there is nothing to dispose.")]
internal sealed class ShardRunner
{
    private static readonly AsyncLocal<ShardRunner?> Current = new();

    private readonly ShardOptions _options;
    private readonly Func<Shard, GatewayEvent, CancellationToken, Task> _handler;
    private readonly Func<bool> _isManagerStopping;
    private readonly ILogger _logger;
    private readonly GuildCounter _guilds;
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandon = new();
    private readonly Lock _lock = new();
    private CancellationTokenSource _wake = new();
    private DateTimeOffset? _sessionStarted;
    private Handover? _handover;
    private GatewayEvent? _handling;
    private Task? _loop;
    private long? _heldFrom;
    private long _events;
    private volatile bool _isStopping;
    private volatile bool _isUnhandled;
    private volatile bool _isDelivering;

    internal ShardRunner(ShardOptions options, Func<Shard, GatewayEvent, CancellationToken, Task> handler, Handover? handover, Func<bool> isManagerStopping)
    {
        _options = options;
        _handler = handler;
        _isManagerStopping = isManagerStopping;
        _handover = handover;
        _isDelivering = handover is null;
        _logger = options.Logger ?? NullLogger.Instance;
        _guilds = new GuildCounter(options.Session?.GuildCount);
        _sessionStarted = options.Session?.StartedAt;
        Shard = new Shard(options);
    }

    internal Shard Shard { get; }

    internal ShardId ShardId => Shard.ShardId;

    internal bool HasSession => _options.Session is not null;

    /// <summary>Completes when the shard has connected once; fails when it ended before.</summary>
    internal Task Connected => _connected.Task;

    /// <summary>Whether every guild of READY has come, or none will.</summary>
    internal bool HasItsGuilds => _guilds.IsComplete || !_options.Intents.HasFlag(GatewayIntents.Guilds);

    /// <summary>Whether the loop has found nothing to do since this was set to false.</summary>
    internal bool HasCaughtUp { get; set; }

    private bool MustStop => _isStopping || _isManagerStopping();

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
                _loop = Task.Run(RunAsync);
                _ = Task.Run(ConnectAsync);
            }

            return _loop;
        }
    }

    /// <summary>
    /// Ends the loop after the event in progress, unless called by its very handler, and the shard with it. The session that is returned tells the next
    /// shard everything that was not handled to the end.
    /// </summary>
    internal async Task<ShardSession?> StopAsync(bool keepSession, TimeSpan timeout)
    {
        Task? loop;
        lock (_lock)
        {
            _isStopping = true;
            loop = _loop;
            _wake.Cancel();
        }

        if (loop is not null && Current.Value != this)
        {
            try
            {
                // A loop that crashed is told by who started it; here it only means that its event was not handled.
                await Task.WhenAny(loop).WaitAsync(timeout, _options.TimeProvider).ConfigureAwait(false);
                _isUnhandled |= loop.IsFaulted;
            }
            catch (TimeoutException)
            {
                _isUnhandled = true;
                _logger.HandlerAbandoned(ShardId, _handling?.Name ?? "", timeout);
                await _abandon.CancelAsync().ConfigureAwait(false);
            }
        }

        ShardSession? handled = Shard.HandledSession;
        ShardSession? session = await Shard.ShutdownAsync(keepSession).ConfigureAwait(false);
        _connected.TrySetCanceled(CancellationToken.None);
        if (session is null)
        {
            return null;
        }

        session = _isUnhandled && handled?.Id == session.Id ? handled : session;
        return WithStatus(session with { Sequence = Math.Min(session.Sequence, _heldFrom ?? long.MaxValue) });
    }

    /// <summary>The session to save while running; null if there is none, it is being stopped, or a hand-over still holds back events that it covers.</summary>
    internal ShardSession? GetHandledSession() => _isDelivering && !_isStopping && Shard.HandledSession is { } session ? WithStatus(session) : null;

    /// <summary>Puts the runner under a hand-over, or takes it out again.</summary>
    internal void SetHandover(Handover? handover) => _handover = handover;

    /// <summary>Makes the loop look at what a hand-over holds for it, even if no event comes.</summary>
    internal void Wake()
    {
        lock (_lock)
        {
            _wake.Cancel();
        }
    }

    internal ShardStatus GetStatus()
    {
        HeartbeatStatus heartbeat = Shard.Heartbeat;
        return new ShardStatus
        {
            ShardId = ShardId,
            Stage = Shard.Stage,
            IsWaitingToStart = _loop is null,
            Latency = heartbeat.Latency,
            Sequence = Shard.ReceivedSession?.Sequence,
            SessionAge = Shard.ReceivedSession is null ? null : _options.TimeProvider.GetUtcNow() - _sessionStarted,
            Reconnects = Shard.Reconnects,
            Events = Interlocked.Read(ref _events),
            BufferedEvents = Shard.BufferedEvents,
            BufferFill = Shard.BufferFill,
            Guilds = _guilds.Count,
            LastEventAt = Shard.LastEventAt,
            Error = Shard.ShutdownInfo?.Error,
        };
    }

    private async Task ConnectAsync()
    {
        try
        {
            await Shard.ConnectAsync().ConfigureAwait(false);
            _connected.TrySetResult();
        }
        catch (GatewayException error)
        {
            // Nobody may be waiting for it: the manager learns it from the shard, too.
            _connected.TrySetException(error);
            _ = _connected.Task.Exception;
        }
    }

    private async Task RunAsync()
    {
        // Flows into the handlers: one that stops the manager must not be waited for.
        Current.Value = this;
        try
        {
            while (await DeliverHeldAsync().ConfigureAwait(false) && !MustStop && await ReceiveAsync().ConfigureAwait(false))
            {
            }
        }
        catch (GatewayFatalException)
        {
            // Stands in Shard.ShutdownInfo, where the manager looks for it.
        }
    }

    /// <summary>Receives an event and handles it; false when the loop has to end.</summary>
    private async Task<bool> ReceiveAsync()
    {
        if (_handover is not null)
        {
            HasCaughtUp |= Shard.BufferedEvents == 0;
        }

        RawGatewayEvent raw;
        try
        {
            if (await Shard.ReceiveRawAsync(_wake.Token).ConfigureAwait(false) is not { } received)
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

            return !_isStopping;
        }

        GatewayEvent gatewayEvent = Shard.Decode(raw);
        bool isLoad = _guilds.Note(gatewayEvent);
        if (gatewayEvent is ReadyEvent)
        {
            _sessionStarted = _options.TimeProvider.GetUtcNow();
        }

        if (_handover is { } handover && !handover.MayDeliver(this, raw, gatewayEvent, isLoad))
        {
            return true;
        }

        return await DeliverHeldAsync().ConfigureAwait(false) && await HandleAsync(gatewayEvent).ConfigureAwait(false);
    }

    private async Task<bool> DeliverHeldAsync()
    {
        if (!_isDelivering && _handover?.TakeHeld(this) is { } events)
        {
            foreach (GatewayEvent held in events)
            {
                // The shard believes it was handled long ago.
                _heldFrom = held.Sequence - 1;
                if (!await HandleAsync(held).ConfigureAwait(false))
                {
                    return false;
                }
            }

            _heldFrom = null;
            _isDelivering = true;
        }

        return true;
    }

    /// <summary>False when the handler gave up its event because the manager stops: it is left for the next process.</summary>
    private async Task<bool> HandleAsync(GatewayEvent gatewayEvent)
    {
        _handling = gatewayEvent;
        try
        {
            await _handler(Shard, gatewayEvent, _abandon.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (MustStop)
        {
            _isUnhandled = true;
            return false;
        }
        catch (Exception error)
        {
            _logger.HandlerFailed(ShardId, gatewayEvent.Name, error);
        }

        Interlocked.Increment(ref _events);
        return true;
    }

    private ShardSession WithStatus(ShardSession session) => session with { StartedAt = _sessionStarted, GuildCount = _guilds.Count };
}
