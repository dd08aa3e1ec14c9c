using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Discord.Gateway.State;

/// <summary>
/// What a bot knows of its guilds. Each event of its shards changes it before the bot handles the event. One for all shards of a process: give it to
/// <see cref="ShardManagerOptions.State"/>, or let it receive a stand-alone shard's events (<see cref="ReceiveAllAsync"/>). It may be read on any thread, without locks.
/// </summary>
/// <remarks>
/// A handler reads the state as it is when it reads, which may be later than its event: with concurrent handlers, and after every <see langword="await"/>. Each entity is whole, as some
/// event left it; two that are read one after the other may be of different moments. What an event changed, as it was before it, is of the event's own place in the order, whenever it is read:
/// see <see cref="EventsBefore"/>.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation source has no timer and no handle, and is disposed of when saving ends.")]
public sealed class BotState : GatewayState
{
    /// <summary>The intents of the events that tell of guilds.</summary>
    private const GatewayIntents OfGuilds = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildExpressions | GatewayIntents.GuildVoiceStates
        | GatewayIntents.GuildPresences | GatewayIntents.GuildScheduledEvents;

    /// <summary>How often it is looked for a shard whose state is to be saved.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly BotStateOptions _options;
    private readonly Lock _lock = new();
    private bool _isManaged;
    private StatePolicy? _policy;
    private StateMetrics? _metrics;
    private StateSaver? _saver;
    private ILogger _logger = NullLogger.Instance;
    private TimeProvider _time = TimeProvider.System;
    private ShardsInUse _used = new(1, []);
    private CancellationTokenSource? _saving;
    private Task _savingEnded = Task.CompletedTask;
    private int _keepMemberFailures;

    /// <summary>Creates a state in which nothing is known yet.</summary>
    /// <exception cref="ArgumentException">An option is invalid; <see cref="ArgumentException.ParamName"/> names it.</exception>
    public BotState(BotStateOptions? options = null)
    {
        _options = options ?? new BotStateOptions();
        _options.Validate();
        RequiredEvents = EventFilter.Only([.. Enum.GetValues<GatewayEventType>().Where(IsNeeded)]);
    }

    /// <inheritdoc/>
    public override GatewayIntents RequiredIntents => GatewayIntents.Guilds;

    /// <inheritdoc/>
    public override EventFilter RequiredEvents { get; }

    /// <summary>The bot itself; null before the first READY, and before a snapshot is read.</summary>
    public User? Self => Shards.Select(shard => shard.Self).FirstOrDefault(self => self is not null);

    /// <summary>All guilds that are known, in no order.</summary>
    public IEnumerable<GuildView> Guilds => Shards.SelectMany(shard => shard.Guilds.Values).Select(guild => new GuildView(guild));

    /// <summary>How many guilds are known.</summary>
    public int GuildCount => Shards.Sum(shard => shard.Guilds.Count);

    /// <summary>The shards whose states the bot reads.</summary>
    internal IEnumerable<StoredShard> Shards => Used.Shards.Values;

    private ShardsInUse Used => Volatile.Read(ref _used);


    /// <summary>A guild; null if it is not known.</summary>
    public GuildView? Find(Id<Guild> id) => FindStored(id) is { } guild ? new GuildView(guild) : null;

    /// <summary>
    /// A user, as in one of the guilds that has them as a known member; null if none has. Asks the index of each guild: about 0.2 ms for 1,000 guilds.
    /// </summary>
    public User? FindUser(Id<User> id) => GuildsOf(id).Select(guild => guild.FindMember(id)?.User).FirstOrDefault(user => user is not null);

    /// <summary>The guilds that have a user as a known member, in no order. Asks the index of each guild: about 0.2 ms for 1,000 guilds.</summary>
    public IEnumerable<GuildView> GuildsOf(Id<User> id) => Shards.SelectMany(shard => shard.Guilds.Values)
        .Where(guild => guild.Members.TryFind(id.Value, EntityKind.Member, out _))
        .Select(guild => new GuildView(guild));

    /// <summary>How much is known, and what it takes.</summary>
    public BotStateStatistics GetStatistics() => BotStateStatistics.Of([.. Shards]);

    /// <summary>
    /// Takes note of an event of a stand-alone shard: before the bot handles it, and in the order of the shard's events. A manager, a host and <see cref="ReceiveAllAsync"/> do it themselves.
    /// </summary>
    /// <returns>Whether the event is to be handled; false for one that the process before has handled: see <see cref="RestoreAsync"/>.</returns>
    /// <exception cref="InvalidOperationException">The state belongs to a manager.</exception>
    public bool Apply(GatewayEvent gatewayEvent)
    {
        ArgumentNullException.ThrowIfNull(gatewayEvent);
        ThrowIfManaged();
        StoredShard shard = ShardOf(gatewayEvent.ShardId, options: null);
        bool wasHandled = shard.WasHandledBefore(gatewayEvent);
        shard.Apply(gatewayEvent);
        return !wasHandled;
    }

    /// <summary>
    /// Reads what was saved of a stand-alone shard's state with a session. Make the shard with the session that is returned, so that Discord replays what the state is missing. A manager does it itself.
    /// </summary>
    /// <param name="session">The session, as it was kept.</param>
    /// <param name="shard">The options of the shard: its intents, clock and logger.</param>
    /// <param name="cancellationToken">Ends the attempt with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The session to make the shard with; null if no state was saved with it that can be used: begin a new session, which tells all guilds.</returns>
    /// <exception cref="InvalidOperationException">The state belongs to a manager, or to shards already; or there is no <see cref="BotStateOptions.Store"/>.</exception>
    public async Task<ShardSession?> RestoreAsync(ShardSession session, ShardOptions shard, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(shard);
        ThrowIfManaged();
        lock (_lock)
        {
            if (Used.Shards.ContainsKey(session.ShardId.Index))
            {
                throw new InvalidOperationException($"This BotState has a state of shard {session.ShardId} already.");
            }

            SetUpFor(shard);
        }

        if (await LoadAsync(session, cancellationToken).ConfigureAwait(false) is not StoredShard restored)
        {
            return null;
        }

        restored.SetHandledBefore(session);
        Add(restored);
        return session with { ReplayAfter = restored.Sequence };
    }

    /// <summary>
    /// Saves the states of stand-alone shards, as they are now. Failures are logged. Save it together with the sessions (<see cref="Shard.HandledSession"/>); in which order does not matter. A manager does it itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state belongs to a manager; or there is no <see cref="BotStateOptions.Store"/>.</exception>
    public Task SaveAsync()
    {
        ThrowIfManaged();
        return (_saver ?? throw NoStore()).SaveAsync(Shards, CancellationToken.None);
    }

    /// <summary>
    /// Receives a stand-alone shard's events, each after the state has taken note of it. Events that were handled before (<see cref="ShardSession.ReplayAfter"/>) change the state, and are
    /// not returned.
    /// </summary>
    /// <param name="shard">The shard. Nobody else may receive its events.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The state belongs to a manager.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync(Shard shard, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ThrowIfManaged();
        StoredShard stored = ShardOf(shard.ShardId, shard.Options);
        while (await shard.ReceiveRawAsync(cancellationToken).ConfigureAwait(false) is { } raw)
        {
            GatewayEvent gatewayEvent = shard.Decode(raw);
            stored.Apply(gatewayEvent);
            if (!raw.IsReplayed)
            {
                yield return gatewayEvent;
            }
        }
    }

    /// <summary>Prints how many guilds are known.</summary>
    public override string ToString() => $"BotState, {GuildCount} guilds";

    internal override void Attach(ShardOptions options, ISessionStore sessions)
    {
        lock (_lock)
        {
            if (_isManaged || Used.Shards.Count > 0)
            {
                throw new InvalidOperationException("This BotState belongs to another manager, or shard: make one for each bot.");
            }

            _isManaged = true;
            SetUp(options, _options.Store ?? (sessions is FileSessionStore files ? new FileStateStore(files.DirectoryPath) : null));
        }
    }

    internal override ShardState Create(ShardId shardId, ShardSession? session)
    {
        var shard = new StoredShard(shardId, _policy!, (id, name, error) => _logger.EventNotApplied(id, name, error));
        if (session is not null)
        {
            shard.SetPlace(session.Id, session.Sequence, isSaved: false);
        }

        return shard;
    }

    internal override async Task<ShardState?> LoadAsync(ShardSession session, CancellationToken cancellationToken)
    {
        var shard = (StoredShard)Create(session.ShardId, session: null);
        return _saver is { } saver && await saver.LoadAsync(session, shard, cancellationToken).ConfigureAwait(false) ? shard : null;
    }

    internal override void Use(IReadOnlyList<ShardState> shards)
    {
        Dictionary<int, StoredShard> used = shards.Cast<StoredShard>().ToDictionary(shard => shard.ShardId.Index);
        Volatile.Write(ref _used, new ShardsInUse(used.Values.FirstOrDefault()?.ShardId.Total ?? Used.Total, used));
    }

    internal override void StartSaving()
    {
        _metrics?.Add(this);
        if (_saver is not null)
        {
            _saving = new CancellationTokenSource();
            _savingEnded = SaveFromTimeToTimeAsync(_saver, _saving.Token);
        }
    }

    internal override async Task StopSavingAsync()
    {
        _metrics?.Remove(this);
        if (_saving is { } saving)
        {
            await saving.CancelAsync().ConfigureAwait(false);
            await _savingEnded.ConfigureAwait(false);
            saving.Dispose();
            _saving = null;
        }
    }

    internal override Task SaveAsync(IReadOnlyList<ShardState> shards) => _saver?.SaveAsync(shards.Cast<StoredShard>(), CancellationToken.None) ?? Task.CompletedTask;

    internal override Task DeleteAsync(IReadOnlyList<ShardId> shardIds) => _saver?.DeleteAsync(shardIds) ?? Task.CompletedTask;

    private bool IsNeeded(GatewayEventType type) =>
        type is GatewayEventType.Ready or GatewayEventType.UserUpdate or GatewayEventType.GuildMembersChunk
        || (type.GetIntents() & (_options.MessagesPerChannel > 0 ? OfGuilds | GatewayIntents.GuildMessages : OfGuilds)) != 0;

    private StoredGuild? FindStored(Id<Guild> id)
    {
        ShardsInUse used = Used;
        return used.Shards.TryGetValue(ShardId.ForGuild(id, used.Total).Index, out StoredShard? shard) ? shard.Guilds.GetValueOrDefault(id.Value) : null;
    }

    /// <summary>A new session is saved soon, since without a snapshot it cannot be continued; then from time to time.</summary>
    private async Task SaveFromTimeToTimeAsync(StateSaver saver, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.SnapshotInterval < LookEvery ? _options.SnapshotInterval : LookEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await saver.SaveAsync(Shards.Where(shard => shard.SavedAt is not { } savedAt || _time.GetElapsedTime(savedAt) >= _options.SnapshotInterval), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void SetUp(ShardOptions options, IStateStore? store)
    {
        _logger = SafeLogger.Wrap(options.Logger);
        _time = options.TimeProvider;
        _policy = new StatePolicy(_options, options.Intents, _time, isSaved: store is not null, OnKeepMemberFailed);
        _metrics = StateMetrics.For(options.MeterFactory);
        _saver = store is null ? null : new StateSaver(store, Fingerprint(options.Intents), _metrics, _time, _logger);
    }

    /// <summary>For stand-alone shards, which all have the same options but for their ids.</summary>
    private void SetUpFor(ShardOptions shard)
    {
        if (_policy is null)
        {
            SetUp(shard, _options.Store ?? throw NoStore());
        }
    }

    private void Add(StoredShard shard)
    {
        lock (_lock)
        {
            Volatile.Write(ref _used, new ShardsInUse(shard.ShardId.Total, new(Used.Shards) { [shard.ShardId.Index] = shard }));
        }
    }

    private static InvalidOperationException NoStore() => new("There is no BotStateOptions.Store to save the state in.");

    private void OnKeepMemberFailed(Exception error)
    {
        if (Interlocked.Increment(ref _keepMemberFailures) == 1)
        {
            _logger.KeepMemberFailed(error);
        }
    }

    /// <summary>What a snapshot is of: other options, or intents, keep other things.</summary>
    private ulong Fingerprint(GatewayIntents intents)
    {
        string kept = $"{(int)_options.Parts} {_options.KeepActivities} {_options.KeepMember is null} {_options.MessagesPerChannel} {(ulong)intents}";
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(kept)));
    }

    /// <summary>The state of a stand-alone shard, made when it is first heard of.</summary>
    private StoredShard ShardOf(ShardId shardId, ShardOptions? options)
    {
        if (Used.Shards.TryGetValue(shardId.Index, out StoredShard? shard) && shard.ShardId == shardId)
        {
            return shard;
        }

        lock (_lock)
        {
            if (_policy is null)
            {
                // By hand, nothing is known of the shard: what its intents do not bring does not arrive.
                SetUp(options ?? new ShardOptions { Intents = GatewayIntents.All }, _options.Store);
            }

            shard = (StoredShard)Create(shardId, session: null);
            Add(shard);
            _metrics!.Add(this);
            return shard;
        }
    }

    private void ThrowIfManaged()
    {
        if (_isManaged)
        {
            throw new InvalidOperationException("This BotState belongs to a manager, which keeps it up to date.");
        }
    }

    /// <summary>The shards whose states the bot reads, by index. Replaced as a whole.</summary>
    private sealed record ShardsInUse(int Total, Dictionary<int, StoredShard> Shards);
}
