using System.Runtime.CompilerServices;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// What a bot knows of its guilds. Each event of its shards changes it before the bot handles the event. One for all shards of a process: give it to
/// <see cref="ShardManagerOptions.State"/>, or let it receive a stand-alone shard's events (<see cref="ReceiveAllAsync"/>). It may be read on any thread, without locks.
/// </summary>
/// <remarks>
/// A handler reads the state as it is when it reads, which may be later than its event: with concurrent handlers, and after every <see langword="await"/>. Each entity is whole, as some
/// event left it; two that are read one after the other may be of different moments. What an event changed, as it was before it, is of the event's own place in the order, whenever it is read:
/// see <see cref="EventsBefore"/>. A channel's <see cref="Channel.LastMessageId"/> is as of the last event about the channel itself: messages do not change it.
/// </remarks>
public sealed class BotState : GatewayState
{
    /// <summary>The intents of the events that tell of guilds.</summary>
    private const GatewayIntents OfGuilds = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildExpressions | GatewayIntents.GuildVoiceStates
        | GatewayIntents.GuildPresences | GatewayIntents.GuildScheduledEvents;

    private readonly BotStateOptions _options;
    private readonly Lock _lock = new();

    /// <summary>One set of shards for each manager, or one of all stand-alone shards. Replaced as a whole.</summary>
    private StoredShards[] _sets = [];

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
    public IEnumerable<GuildView> Guilds => StoredGuilds.Select(guild => new GuildView(guild));

    /// <summary>How many guilds are known.</summary>
    public int GuildCount => Sets is [_] ? Shards.Sum(shard => shard.Guilds.Count) : StoredGuilds.Count();

    /// <summary>The shards whose states the bot reads.</summary>
    internal IEnumerable<StoredShard> Shards => Sets.SelectMany(set => set.Shards);

    /// <summary>While a cluster is resharded, shards of both numbers may know a guild.</summary>
    private IEnumerable<StoredGuild> StoredGuilds => Sets is [var only]
        ? only.Shards.SelectMany(shard => shard.Guilds)
        : Sets.Reverse().SelectMany(set => set.Shards).SelectMany(shard => shard.Guilds).DistinctBy(guild => guild.Id);

    private StoredShards[] Sets => Volatile.Read(ref _sets);

    /// <summary>A guild; null if it is not known.</summary>
    public GuildView? Find(Id<Guild> id)
    {
        // The newest first: see StoredGuilds.
        StoredShards[] sets = Sets;
        for (int i = sets.Length - 1; i >= 0; i--)
        {
            if (sets[i].Find(id) is { } guild)
            {
                return new GuildView(guild);
            }
        }

        return null;
    }

    /// <summary>
    /// A user, as in one of the guilds that has them as a known member; null if none has. Asks the index of each guild: about 0.2 ms for 1,000 guilds.
    /// </summary>
    public User? FindUser(Id<User> id) => GuildsOf(id).Select(guild => guild.FindMember(id)?.User).FirstOrDefault(user => user is not null);

    /// <summary>The guilds that have a user as a known member, in no order. Asks the index of each guild: about 0.2 ms for 1,000 guilds.</summary>
    public IEnumerable<GuildView> GuildsOf(Id<User> id) => StoredGuilds
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
        StoredShard shard = StandAlone(options: null).GetOrAdd(gatewayEvent.ShardId);
        bool wasHandled = shard.WasHandledBefore(gatewayEvent);
        shard.Apply(gatewayEvent);
        return !wasHandled;
    }

    /// <summary>
    /// Reads what was saved of a stand-alone shard's state with a session. Make the shard with the session that is returned, so that Discord replays what the state is missing. A manager does it itself.
    /// </summary>
    /// <param name="session">The session, as it was kept; null at the first start, when the state learns no more than the options.</param>
    /// <param name="shard">The options of the shard: its intents, clock and logger. Without them, the state would not know what it was kept up to date by.</param>
    /// <param name="cancellationToken">Ends the attempt with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The session to make the shard with; null if no state was saved with it that can be used: begin a new session, which tells all guilds.</returns>
    /// <exception cref="InvalidOperationException">The state belongs to a manager, or to shards already; or there is no <see cref="BotStateOptions.Store"/>.</exception>
    public async Task<ShardSession?> RestoreAsync(ShardSession? session, ShardOptions shard, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        StoredShards set = StandAlone(shard);
        if (session is null)
        {
            return null;
        }

        if (set.Find(session.ShardId) is not null)
        {
            throw new InvalidOperationException($"This BotState has a state of shard {session.ShardId} already.");
        }

        if (!set.IsSaved)
        {
            throw NoStore();
        }

        if (await set.LoadAsync(session, cancellationToken).ConfigureAwait(false) is not StoredShard restored)
        {
            return null;
        }

        restored.Follow(session, getHandled: null);
        set.Add(restored);
        return session with { ReplayAfter = restored.GetSequence(session.Id) };
    }

    /// <summary>
    /// Saves the states of stand-alone shards, each as it is when it is written, with rests so that events go on. Failures are logged. Save it together with the sessions (<see cref="Shard.HandledSession"/>); in which order does not matter. A manager does it itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state belongs to a manager; or there is no <see cref="BotStateOptions.Store"/>.</exception>
    public Task SaveAsync()
    {
        StoredShards set = StandAlone(options: null);
        return set.IsSaved ? set.SaveInPassingAsync() : throw NoStore();
    }

    /// <summary>
    /// Receives a stand-alone shard's events, each after the state has taken note of it. Events that were handled before (<see cref="ShardSession.ReplayAfter"/>) change the state, and are
    /// not returned.
    /// </summary>
    /// <param name="shard">The shard. Nobody else may receive its events.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The shard's intents, or its event filter, leave out what the state needs.</exception>
    /// <exception cref="InvalidOperationException">The state belongs to a manager; or the shard continues a session of which the state knows nothing: see <see cref="RestoreAsync"/>.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync(Shard shard, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        Require(shard.Options);
        StoredShards set = StandAlone(shard.Options);
        if (shard.Options.Session is not null && set.Find(shard.ShardId) is null)
        {
            throw new InvalidOperationException($"Shard {shard.ShardId} continues a session of which this BotState knows nothing: call RestoreAsync first, and make the shard with what it returns.");
        }

        StoredShard stored = set.GetOrAdd(shard.ShardId);
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

    private bool IsNeeded(GatewayEventType type) =>
        type is GatewayEventType.Ready or GatewayEventType.UserUpdate or GatewayEventType.GuildMembersChunk
        || (type.GetIntents() & (_options.MessagesPerChannel > 0 ? OfGuilds | GatewayIntents.GuildMessages : OfGuilds)) != 0;

    internal override ManagerState Attach(ShardOptions options, ISessionStore sessions)
    {
        lock (_lock)
        {
            if (IsShared ? _sets is [{ IsManaged: false }, ..] : _sets.Length > 0)
            {
                throw new InvalidOperationException("This BotState belongs to another manager or shard, or did: make one for each bot, and for each run.");
            }

            var set = new StoredShards(this, _options, options, _options.Store ?? (sessions is FileSessionStore files ? new FileStateStore(files.DirectoryPath) : null), isManaged: true);
            Volatile.Write(ref _sets, [.. _sets, set]);
            return set;
        }
    }

    /// <summary>The manager of these shards has stopped. What it left can be read, unless other managers share the state. Returns whether none is left.</summary>
    internal bool End(StoredShards set)
    {
        lock (_lock)
        {
            if (IsShared)
            {
                Volatile.Write(ref _sets, [.. _sets.Where(other => other != set)]);
            }

            return !IsShared || _sets.Length == 0;
        }
    }

    /// <summary>A shard that does not receive what the state needs would leave it empty without a word.</summary>
    private void Require(ShardOptions shard)
    {
        if ((shard.Intents & RequiredIntents) != RequiredIntents)
        {
            throw new ArgumentException($"A BotState needs ShardOptions.Intents to have {RequiredIntents & ~shard.Intents}.", nameof(shard));
        }

        if (Enum.GetValues<GatewayEventType>().Where(type => RequiredEvents.Includes(type) && !shard.EventFilter.Includes(type)).ToArray() is { Length: > 0 } missing)
        {
            throw new ArgumentException($"A BotState needs ShardOptions.EventFilter to let {missing[0]} through{(missing.Length > 1 ? $", and {missing.Length - 1} more" : "")}: use EventFilter.With(state.RequiredEvents).", nameof(shard));
        }
    }

    private static InvalidOperationException NoStore() => new("There is no BotStateOptions.Store to save the state in.");

    /// <summary>The stand-alone shards, which all have the same options but for their ids.</summary>
    /// <param name="options">The options of one of them; null if only its events are known.</param>
    /// <exception cref="InvalidOperationException">The state belongs to a manager.</exception>
    private StoredShards StandAlone(ShardOptions? options)
    {
        if (Sets is [{ IsManaged: false } known])
        {
            return known;
        }

        lock (_lock)
        {
            if (_sets.Length == 0)
            {
                // By hand, nothing is known of the shard: what its intents do not bring does not arrive.
                Volatile.Write(ref _sets, [new StoredShards(this, _options, options ?? new ShardOptions { Intents = GatewayIntents.All }, _options.Store, isManaged: false)]);
            }

            return _sets is [{ IsManaged: false } set] ? set : throw new InvalidOperationException("This BotState belongs to a manager, which keeps it up to date.");
        }
    }
}
