using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>
/// Runs all shards of a bot, or this process's part of them. It starts them within Discord's limits, keeps their sessions across restarts, and calls a handler with their
/// events. Create one, call <see cref="RunAsync"/>, and cancel its token to stop.
/// </summary>
/// <remarks>
/// All members are thread-safe and can be called in handlers. See <see href="https://discord.com/developers/docs/events/gateway#sharding">Discord's documentation of sharding</see>.
/// </remarks>
/// <example><code>
/// await using var manager = new ShardManager(new ShardManagerOptions
/// {
///     ShardOptions = new ShardOptions { Token = token, Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages },
/// });
///
/// await manager.RunAsync(
///     async (shard, gatewayEvent, handlerToken) =&gt; await Console.Out.WriteLineAsync($"{shard.ShardId} {gatewayEvent.Name}"),
///     cancellationToken);
/// </code></example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class ShardManager : IAsyncDisposable
{
    private readonly ShardManagerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IIdentifyGate _identifyGate;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _shutdownAsked = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly SessionSaver _saver;
    private readonly ManagerState? _state;
    private Func<Shard, GatewayEvent, CancellationToken, Task>? _handler;
    private EventOrder _order = null!;
    private ShardOptions _template;
    private CancellationToken _callerStopping;
    private ShardSet? _set;
    private readonly PresenceSource _presence = new();
    private readonly PresenceFunction _presenceFunction;
    private int _maxConcurrency = 1;
    private Task? _stopped;

    /// <summary>Creates a manager; it starts with <see cref="RunAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is invalid; <see cref="ArgumentException.ParamName"/> names it.</exception>
    public ShardManager(ShardManagerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _template = options.ShardOptions;
        _time = _template.TimeProvider;
        _logger = SafeLogger.Wrap(_template.Logger);
        _presenceFunction = new PresenceFunction(options.PresenceFor, _time, _logger);
        _waiters = CreateWaiters(_template, _logger);
        ISessionStore store = options.SessionStore ?? FileSessionStore.ForBot(_template, FileSessionStore.DefaultRoot);
        _saver = new SessionSaver(store, _time, options.SessionSaveInterval, _logger) { OnSuperseded = OnSuperseded, Intents = _template.Intents };
        if (options.State is { } state)
        {
            _state = state.Attach(_template, store);
            _template = _template with { EventFilter = _template.EventFilter.With(state.RequiredEvents) };
        }

        if (_template.IdentifyGate is not null)
        {
            _identifyGate = _template.IdentifyGate;
            return;
        }

        IdentifyGate gate = IdentifyGate.ForBot(_template);
        gate.SetReserve(options.SessionStartReserve);
        _identifyGate = gate;
    }

    /// <summary>Raised after each change of a shard's stage; the sender is the <see cref="Shard"/>. See <see cref="Shard.StageChanged"/>.</summary>
    public event EventHandler<StageChange>? StageChanged;

    /// <summary>
    /// Raised before the manager connects a shard: when it starts, and in <see cref="AddShardAsync"/> and <see cref="RestartShardAsync"/>. It says whether the shard
    /// resumes: then it receives no READY, and no GUILD_CREATE of guilds it had received. Not raised for the new shards of <see cref="ReshardAsync"/>, which take over
    /// where the old ones end. Raised on the thread pool; the shard does not wait for handlers. Exceptions they throw are logged and otherwise ignored. The sender is the manager.
    /// </summary>
    public event EventHandler<SessionStarting>? SessionStarting;

    /// <summary>The number of the bot's shards in all processes; 0 before it is known.</summary>
    public int TotalShards => _set?.Total ?? 0;

    /// <summary>The shards that run here now, by index. Restarting or resharding replaces them.</summary>
    public IReadOnlyList<Shard> Shards => _set is { } set ? [.. set.Runners.Select(runner => runner.Shard)] : [];

    /// <summary>
    /// Starts the shards and calls the handler with each event: in the order of <see cref="ShardManagerOptions.EventOrder"/>, otherwise concurrently. Exceptions thrown by the handler are
    /// logged and otherwise ignored. Ends when <paramref name="cancellationToken"/> is cancelled: running handlers complete, sessions are saved, and the next process continues them.
    /// </summary>
    /// <param name="handler">Called with each event and its shard. Its token is cancelled after a shutdown has waited for <see cref="ShardManagerOptions.ShutdownTimeout"/>.</param>
    /// <param name="cancellationToken">Stops the manager; <see cref="RunAsync"/> then returns without an exception.</param>
    /// <exception cref="GatewayBotException">Discord rejected <c>GET /gateway/bot</c>, for example because the token is wrong.</exception>
    /// <exception cref="GatewayFatalException">Discord ended a shard; the type says why. See <see cref="ShardManagerOptions.ShardFailureBehavior"/>.</exception>
    /// <exception cref="InvalidOperationException">The manager was already started or stopped.</exception>
    public Task RunAsync(Func<Shard, GatewayEvent, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        RunInOrderAsync(handler, _options.EventOrder, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, in an order that need not be that of the options.</summary>
    internal async Task RunInOrderAsync(Func<Shard, GatewayEvent, CancellationToken, Task> handler, EventOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_lock)
        {
            if (_handler is not null || _stopped is not null)
            {
                throw new InvalidOperationException("The manager was already started or stopped. Create a new one; it continues the sessions that were kept.");
            }

            _handler = handler;
            _order = order;
            _callerStopping = cancellationToken;
        }

        // Ended by whatever comes first: the caller, a shutdown, a shard that failed.
        await using (cancellationToken.UnsafeRegister(static stopping => ((CancellationTokenSource)stopping!).Cancel(), _stopping).ConfigureAwait(false))
        {
            try
            {
                await StartAsync(_stopping.Token).ConfigureAwait(false);
                await _failed.Task.WaitAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // Asked to stop: no error.
            }
            finally
            {
                await StopOnceAsync(keepSessions: true).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Starts the shards and returns their events as one stream. An event counts as handled when the next one is requested. Events of one shard wait for each other; those of
    /// different shards do not.
    /// </summary>
    /// <param name="cancellationToken">Ends the stream, without an error, as in <see cref="RunAsync"/>.</param>
    /// <exception cref="GatewayBotException">As with <see cref="RunAsync"/>.</exception>
    /// <exception cref="GatewayFatalException">As with <see cref="RunAsync"/>.</exception>
    /// <exception cref="InvalidOperationException">The manager was already started or stopped.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = new MergedEvents();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        Task running = stream.RunAsync(this, ending.Token);
        try
        {
            await foreach (GatewayEvent gatewayEvent in stream.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                yield return gatewayEvent;
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    /// <summary>Completes when the manager has started and every shard of this process has connected.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GatewayFatalException">Discord ended a shard.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled, or the manager stopped.</exception>
    public async Task WaitForConnectedAsync(CancellationToken cancellationToken = default)
    {
        await _created.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(GetSet().Runners.Select(runner => runner.Connected)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns a snapshot of every shard that runs here now, by index.</summary>
    public IReadOnlyList<ShardStatus> GetStatus() => _set is { } set ? [.. set.Runners.Select(runner => runner.GetStatus())] : [];

    /// <summary>Returns the shard that serves a guild.</summary>
    /// <exception cref="InvalidOperationException">The shard does not run here, or the manager was not started.</exception>
    public Shard GetShard(Id<Guild> guildId) => GetShardOf(guildId, GetSet());

    /// <summary>Returns the shard that serves a guild, if it runs here.</summary>
    public bool TryGetShard(Id<Guild> guildId, [NotNullWhen(true)] out Shard? shard)
    {
        shard = _set is { } set ? set.Find(ShardId.ForGuild(guildId, set.Total).Index)?.Shard : null;
        return shard is not null;
    }

    /// <summary>
    /// Sets the presence of all shards, including those started later. It replaces <see cref="ShardManagerOptions.PresenceFor"/>, of
    /// <see cref="ShardOptions.Presence"/>, and presences set for single shards. See <see cref="Shard.SetPresence"/>.
    /// </summary>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The previous presence stays.</exception>
    public void SetPresence(BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        _presence.Set(EncodedPresence.Encode(presence, _template.Token, _template));
    }

    /// <summary>
    /// Sets the presence of one shard, until a presence is set for it or for all shards. It is kept by <see cref="RestartShardAsync"/>, as is a presence set with
    /// <see cref="Shard.SetPresence"/>. <see cref="RemoveShardAsync"/> and <see cref="ReshardAsync"/> discard it: shards that are added or resharded start with the presence of all,
    /// or with that of <see cref="ShardManagerOptions.PresenceFor"/>.
    /// </summary>
    /// <param name="index">The 0-based index of the shard.</param>
    /// <param name="presence">The presence.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not run here.</exception>
    /// <exception cref="InvalidOperationException">The manager has not started its shards yet.</exception>
    /// <exception cref="PayloadTooLargeException">Its strings do not fit into a payload. The previous presence stays.</exception>
    public void SetPresence(int index, BotPresence presence)
    {
        ArgumentNullException.ThrowIfNull(presence);
        ShardSet set = GetSet();
        ShardRunner runner = set.Find(index) ?? throw NotHere(index, set);
        runner.Presence.Set(EncodedPresence.Encode(presence, _template.Token, _template with { ShardId = runner.ShardId }));
    }

    /// <summary>Requests members of a guild through its shard. See <see cref="Shard.GetGuildMembersAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The guild's shard does not run here.</exception>
    public GuildMemberStream GetGuildMembersAsync(
        RequestGuildMembers request, bool waitWhenRateLimited = false, TimeSpan? chunkTimeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GetShard(request.GuildId).GetGuildMembersAsync(request, waitWhenRateLimited, chunkTimeout, cancellationToken);
    }

    /// <summary>
    /// Requests the soundboard sounds of guilds through their shards, concurrently, and returns the answers as they arrive. If a shard fails, the answers of the others precede the exception.
    /// See <see cref="Shard.GetSoundboardSoundsAsync"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or an id is 0. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The shard of a guild does not run here, or the manager was not started. Thrown by the call itself, before anything is sent.</exception>
    /// <exception cref="RequestTimeoutException">Answers are missing; <see cref="RequestTimeoutException.GuildIds"/> has the guilds without one, of all shards.</exception>
    public IAsyncEnumerable<SoundboardSoundsEvent> GetSoundboardSoundsAsync(
        IEnumerable<Id<Guild>> guildIds, bool waitWhenRateLimited = false, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        Id<Guild>[] guilds = [.. guildIds.Distinct()];
        new RequestSoundboardSounds(guilds).Validate(_template.Intents);
        ShardSet set = GetSet();
        IAsyncEnumerable<SoundboardSoundsEvent>[] streams =
            [.. guilds.GroupBy(guildId => GetShardOf(guildId, set)).Select(served => served.Key.GetSoundboardSoundsAsync(served, waitWhenRateLimited, timeout, cancellationToken))];
        return streams.Length == 1 ? streams[0] : MergedAnswers.MergeAsync(streams, cancellationToken);
    }

    /// <summary>Requests the ephemeral data of a guild's channels through its shard. See <see cref="Shard.GetChannelInfoAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The guild's shard does not run here, or the manager was not started.</exception>
    public Task<ChannelInfoEvent> GetChannelInfoAsync(
        Id<Guild> guildId,
        ChannelInfoFields fields = ChannelInfoFields.All,
        bool waitWhenRateLimited = false,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default) =>
        GetShard(guildId).GetChannelInfoAsync(guildId, fields, waitWhenRateLimited, timeout, cancellationToken);

    /// <summary>Stops the manager: no further handlers are called, running ones complete, and the shards end. <see cref="RunAsync"/> then returns.</summary>
    /// <remarks>Takes at most <see cref="ShardManagerOptions.ShutdownTimeout"/> and a few seconds. Can be called in a handler, for which it does not wait.</remarks>
    /// <param name="keepSessions">
    /// If true, the sessions are saved, and the next manager continues them; until then, for a few minutes at most, the bot appears online.
    /// If false, the bot goes offline and its sessions end.
    /// </param>
    public Task ShutdownAsync(bool keepSessions = true)
    {
        LeaveHandler();
        Task stopped = StopOnceAsync(keepSessions);
        _shutdownAsked.Cancel();
        return stopped;
    }

    /// <summary>Stops the manager and keeps the sessions. See <see cref="ShutdownAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await ShutdownAsync().ConfigureAwait(false);

    /// <summary>A shard that runs here, by index.</summary>
    internal Shard? Find(int index) => _set?.Find(index)?.Shard;

    /// <summary>The session to save now of a shard that runs here, by index; null if there is none: see <see cref="ShardRunner.GetHandledSession"/>.</summary>
    internal ShardSession? GetHandledSession(int index) => _set?.Find(index)?.GetHandledSession();

    /// <summary>The state of a shard that runs here, by index.</summary>
    internal ShardStatus? GetStatus(int index) => _set?.Find(index)?.GetStatus();

    /// <summary>Cancelled when <see cref="ShutdownAsync"/> was called: by the reader of the merged stream, perhaps.</summary>
    internal CancellationToken ShutdownAsked => _shutdownAsked.Token;

    /// <summary>Returns the number of shards that run here and the total.</summary>
    public override string ToString() => $"ShardManager, {Shards.Count} of {TotalShards} shards";

    private static Shard GetShardOf(Id<Guild> guildId, ShardSet set)
    {
        var shardId = ShardId.ForGuild(guildId, set.Total);
        return set.Find(shardId.Index)?.Shard ?? throw new InvalidOperationException($"Guild {guildId} is served by shard {shardId}, which does not run here: call this in the process that runs it.");
    }

    private Task StopOnceAsync(bool keepSessions)
    {
        lock (_lock)
        {
            return _stopped ??= Task.Run(() => StopAsync(keepSessions));
        }
    }
}
