using System.Diagnostics;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway;

/// <summary>
/// A bot's connection to Discord's gateway that stays: it identifies, keeps its heartbeat, survives every disconnect by resuming, sends commands within
/// Discord's limits, and hands out events. Create one, read events from it in a loop (<see cref="ReceiveAllAsync"/>), dispose it.
/// </summary>
/// <remarks>
/// All members may be called from any thread, also while events are received; only receives come one at a time.
/// Discord's documentation: <i>Gateway</i>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Shard : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ShardOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GatewayMetrics _metrics;
    private readonly GatewayActivities _activities = new();
    private readonly IIdentifyGate _identifyGate;
    private readonly long _origin;
    private readonly GatewayProtocol _protocol;
    private readonly EventBuffer _buffer;
    private readonly CommandQueue _commands = new();
    private readonly PresenceState _presence;
    private readonly PendingRequests _requests = new();
    private readonly List<TaskCompletionSource> _connectWaiters = [];
    private string _token;
    private TimeSpan? _lastEvent;
    private int _reconnects;
    private ShardShutdown? _shutdown;
    private ShardSession? _keptSession;
    private Task _closing = Task.CompletedTask;

    /// <summary>Creates a shard. It connects on the first receive, or with <see cref="ConnectAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is invalid; <see cref="ArgumentException.ParamName"/> names it.</exception>
    public Shard(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (new Identify(options.Token, options, options.Presence).Encode().Length > GatewayPayload.MaxSize)
        {
            throw new ArgumentException(
                $"ShardOptions.Presence does not fit into an identify of {GatewayPayload.MaxSize:N0} bytes: shorten its strings.", nameof(ShardOptions.Presence));
        }

        _options = options;
        _token = options.Token;
        _time = options.TimeProvider;
        _logger = options.Logger ?? NullLogger.Instance;
        _metrics = GatewayMetrics.For(options.MeterFactory);
        _origin = _time.GetTimestamp();
        Started = _time.GetUtcNow();
        _identifyGate = options.IdentifyGate ?? IdentifyGate.ForBot(options);
        _buffer = new EventBuffer(options.MaxBufferedEvents, options.MaxBufferedBytes);
        _presence = new PresenceState(options.Presence);
        _protocol = new GatewayProtocol(
            options.ShardId,
            new GatewayEndpoint(options.GatewayUri, options.Compression.QueryValue, options.MayBePlain),
            options.Backoff,
            options.Session,
            Random.Shared.NextDouble);
        _lastTaken = _lastHandled = (_protocol.SessionNumber, options.Session?.Sequence ?? 0);
        if (options.EventFilter.GetMissing(options.Intents).ToArray() is { Length: > 0 } missing)
        {
            _logger.IntentsMissing(ShardId, string.Join(", ", missing), GatewayIntents.For(missing));
        }

        _timer = _time.CreateTimer(static shard => ((Shard)shard!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Raised after the stage changed, in order, on the thread pool: a handler may take its time, and what it throws is logged and goes no further.
    /// </summary>
    public event EventHandler<StageChange>? StageChanged;

    /// <summary>Which shard of how many this is.</summary>
    public ShardId ShardId => _options.ShardId;

    /// <summary>When the shard was created.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Where the shard stands now.</summary>
    public ConnectionStage Stage
    {
        get
        {
            lock (_lock)
            {
                return _protocol.Stage;
            }
        }
    }

    /// <summary>How the shard would get back after a disconnect now.</summary>
    public ReconnectType ReconnectType
    {
        get
        {
            lock (_lock)
            {
                return _protocol.ReconnectType;
            }
        }
    }

    /// <summary>
    /// The session up to the last event that was taken from the shard: a shard created with it is told all that came after. Null if there is none.
    /// </summary>
    public ShardSession? Session
    {
        get
        {
            lock (_lock)
            {
                return _keptSession ?? CurrentSession();
            }
        }
    }

    /// <summary>
    /// The session up to the last event that was handled: taken from the shard, and followed by another receive. Save it from time to time, and a process
    /// that is killed loses nothing: the next is told again what was handled since. Null if there is none.
    /// </summary>
    public ShardSession? HandledSession
    {
        get
        {
            lock (_lock)
            {
                return SessionUpTo(_lastHandled, isBehind: _isHandling || _buffer.Count > 0);
            }
        }
    }

    /// <summary>The heartbeat of the current connection.</summary>
    public HeartbeatStatus Heartbeat
    {
        get
        {
            lock (_lock)
            {
                return _protocol.Heartbeat?.Snapshot(Started) ?? HeartbeatStatus.None;
            }
        }
    }

    /// <summary>When the last event came from Discord, wanted by the filter or not; null before the first.</summary>
    public DateTimeOffset? LastEventAt
    {
        get
        {
            lock (_lock)
            {
                return Started + _lastEvent;
            }
        }
    }

    /// <summary>How often the shard lost or gave up a connection and went on to make another.</summary>
    public int Reconnects => Volatile.Read(ref _reconnects);

    /// <summary>How many events wait to be taken.</summary>
    public int BufferedEvents
    {
        get
        {
            lock (_lock)
            {
                return _buffer.Count;
            }
        }
    }

    /// <summary>How full the buffer of waiting events is, by count or by bytes, whichever is fuller: from 1 on the shard stops reading.</summary>
    public double BufferFill
    {
        get
        {
            lock (_lock)
            {
                return _buffer.Fill;
            }
        }
    }

    /// <summary>Whether the shard has stopped reading because too much waits to be taken. It goes on by itself when half of that was taken.</summary>
    public bool IsReceivePaused
    {
        get
        {
            lock (_lock)
            {
                return _protocol.IsReceivePaused;
            }
        }
    }

    /// <summary>Whether the shard has ended for good; see <see cref="ShutdownInfo"/>.</summary>
    public bool IsShutdown => ShutdownInfo is not null;

    /// <summary>Who ended the shard and why; null while it lives.</summary>
    public ShardShutdown? ShutdownInfo
    {
        get
        {
            lock (_lock)
            {
                return _shutdown;
            }
        }
    }

    /// <summary>The presence that was set last, or given at the start; null if none ever was.</summary>
    public BotPresence? CurrentPresence
    {
        get
        {
            lock (_lock)
            {
                return _presence.Current;
            }
        }
    }

    internal bool IsWaitingForIdentifyGate
    {
        get
        {
            lock (_lock)
            {
                return _protocol.IsWaitingForGate;
            }
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>
    /// Connects, if that is not done yet, and completes at READY or RESUMED. Failures to connect are retried with back-off until then.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the shard goes on connecting.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ThrowIfEnded();
            if (_protocol.Stage == ConnectionStage.Connected)
            {
                return;
            }

            _connectWaiters.Add(waiter);
            _protocol.Start(Now);
        }

        DoActions();
        try
        {
            await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _connectWaiters.Remove(waiter);
            }
        }
    }

    /// <summary>
    /// Replaces the connection, and completes when events flow again. While the shard is connecting already, nothing is done but to wait for that.
    /// </summary>
    /// <param name="type"><see cref="ReconnectType.Reidentify"/> gives up the session, and with it what happens meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait; the shard goes on reconnecting.</param>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public Task ReconnectAsync(ReconnectType type = ReconnectType.Resume, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowIfEnded();
            _protocol.Reconnect(Now, type);
        }

        DoActions();
        return ConnectAsync(cancellationToken);
    }

    /// <summary>Sends a heartbeat now, beside those on schedule.</summary>
    /// <param name="cancellationToken">Ends the wait, not a write in progress.</param>
    /// <exception cref="HeartbeatFailedException">There is no connection, or it failed; the shard is reconnecting.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public Task HeartbeatAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GatewayConnection connection;
        lock (_lock)
        {
            ThrowIfEnded();
            if (_connection is null || _protocol.Heartbeat is null)
            {
                return Task.FromException(new HeartbeatFailedException(ShardId, new NotConnectedException(ShardId)));
            }

            connection = _connection;
            (_heartbeatWaiters ??= []).Add(waiter);
            connection.Lanes.Add(ShardActionKind.AnswerHeartbeat);
        }

        Kick(connection);
        ArmTimer();
        return waiter.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Sets the presence. It is sent now if connected, else when that is possible; if it changes faster than Discord allows (5 in 20 s), the last one wins.
    /// It survives every reconnect.
    /// </summary>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The old presence stays.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetPresence(BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        ChangePresence(_ => presence);
    }

    /// <summary>Sets the activity alone; null for none. See <see cref="SetPresence"/>.</summary>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The old presence stays.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetActivity(BotActivity? activity) => ChangePresence(current => current with { Activities = activity is null ? [] : [activity] });

    /// <summary>Sets the status alone. See <see cref="SetPresence"/>.</summary>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public void SetStatus(UserStatus status) => ChangePresence(current => current with { Status = status });

    /// <summary>Replaces the token, after it was reset: the next identify or resume uses the new one.</summary>
    /// <exception cref="ArgumentException">The token is empty or has a prefix.</exception>
    public void ReplaceToken(string token)
    {
        ShardOptions.ValidateToken(token);
        lock (_lock)
        {
            _token = token;
        }
    }

    /// <summary>
    /// Ends the shard. Takes at most a few seconds, whatever the link does; may be called from any thread, in a receive loop too.
    /// Receives then return null, and events that were not taken yet are dropped.
    /// </summary>
    /// <param name="keepSession">
    /// False: the bot goes offline and the session ends. True: the session is left for a next shard, which is told everything from
    /// the first event on that was not taken from this one; Discord keeps it for a few minutes.
    /// </param>
    /// <returns>The session, if it was kept and there was one. A second call returns the same.</returns>
    public async Task<ShardSession?> ShutdownAsync(bool keepSession = false)
    {
        GatewayConnection? connection = null;
        bool isFirst;
        lock (_lock)
        {
            isFirst = _shutdown is null;
            if (isFirst)
            {
                connection = _connection;
                _keptSession = keepSession ? CurrentSession() : null;
                _shutdown = new ShardShutdown(ShutdownOrigin.Bot, _keptSession is null ? "shut down" : "shut down, session kept");
                _closing = connection?.Ended ?? Task.CompletedTask;
                _protocol.Shutdown(_shutdown.Reason);
                _buffer.Clear();
                Detach();
            }
        }

        if (isFirst)
        {
            DoActions();
            FinishWaiters(new ShardShutdownException(ShardId));
            _logger.Ended(ShardId, _shutdown!.Reason);
            _ = connection?.CloseAsync(_keptSession is null ? GatewayProtocol.EndSessionCode : GatewayProtocol.KeepSessionCode);
        }

        await _closing.ConfigureAwait(false);
        return _keptSession;
    }

    /// <summary>Shuts the shard down, as <see cref="ShutdownAsync"/> does without keeping the session.</summary>
    public async ValueTask DisposeAsync() => await ShutdownAsync().ConfigureAwait(false);

    /// <summary>Prints the shard and its stage.</summary>
    public override string ToString() => $"Shard {ShardId} {Stage}";

    /// <summary>Called once the shard has ended: everyone who still waits is told.</summary>
    private void FinishWaiters(Exception error)
    {
        TaskCompletionSource[] waiters;
        IReadOnlyList<PendingCommand> commands;
        lock (_lock)
        {
            waiters = [.. _connectWaiters];
            commands = _commands.Remove(onlyImpatient: false);
            _requests.FailAll(error);
        }

        foreach (TaskCompletionSource waiter in waiters)
        {
            waiter.TrySetException(error);
            _ = waiter.Task.Exception;
        }

        foreach (PendingCommand command in commands)
        {
            command.Fail(error);
        }

        _metrics.Remove(this);
        _timer.Dispose();
        _eventSignal.Set();
    }

    private void ThrowIfEnded()
    {
        if (_shutdown is { } shutdown)
        {
            throw shutdown.Error as Exception ?? new ShardShutdownException(ShardId);
        }
    }

    private void ChangePresence(Func<BotPresence, BotPresence> change)
    {
        GatewayConnection? connection;
        lock (_lock)
        {
            ThrowIfEnded();
            BotPresence presence = change(_presence.Current ?? new BotPresence());

            // Also as it travels in an identify, whose token and properties take some of the 4,096 bytes.
            _ = GatewayPayload.CheckSize(EncodePresence(presence), ShardId);
            _ = GatewayPayload.CheckSize(new Identify(_token, _options, presence).Encode(), ShardId);
            _presence.Current = presence;
            connection = _connection;
        }

        if (connection is not null)
        {
            Kick(connection);
            ArmTimer();
        }
    }

    private static byte[] EncodePresence(BotPresence presence) =>
        GatewayPayload.Encode(GatewayOpcode.PresenceUpdate, presence, static (writer, presence) => presence.WriteTo(writer));
}
