using System.Runtime.CompilerServices;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// The state of a bot's guilds in memory, updated with each event before the bot handles the event. One state serves all shards of a process: assign it to
/// <see cref="ShardManagerOptions.State"/>, or receive a stand-alone shard's events through it (<see cref="ReceiveAllAsync"/>). It can be read on any thread, without locks.
/// </summary>
/// <remarks>
/// Reads return the current state, which may be newer than the event that a handler processes: with concurrent handlers, and after every <see langword="await"/>. Each entity is consistent,
/// as some event left it; two entities that are read one after the other may be from different moments. For the values that an event replaced, which do not depend on when they are read, see
/// <see cref="EventsBefore"/>. A channel's <see cref="Channel.LastMessageId"/> is as of the last event about the channel itself: messages do not change it.
/// </remarks>
/// <example>
/// <code>
/// var state = new BotState();
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, State = state };
///
/// // In a handler:
/// GuildView? guild = state.Find(guildId);
/// bool canModerate = guild?.GetPermissions(userId, channelId)?.Has(Permissions.ManageMessages) ?? false;
/// </code>
/// </example>
public sealed class BotState : GatewayState
{
    /// <summary>The intents of the events that tell of guilds.</summary>
    private const GatewayIntents OfGuilds = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildExpressions | GatewayIntents.GuildVoiceStates
        | GatewayIntents.GuildPresences | GatewayIntents.GuildScheduledEvents;

    private readonly BotStateOptions _options;
    private readonly Lock _lock = new();

    /// <summary>One set of shards for each manager, or one of all stand-alone shards. Replaced as a whole.</summary>
    private StoredShards[] _sets = [];

    /// <summary>Creates an empty state.</summary>
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

    /// <summary>The bot's own user; null until the first READY is received or a snapshot is loaded.</summary>
    public User? Self => Shards.Select(shard => shard.Self).FirstOrDefault(self => self is not null);

    /// <summary>All guilds in the state, in no particular order.</summary>
    public IEnumerable<GuildView> Guilds => StoredGuilds.Select(guild => new GuildView(guild));

    /// <summary>The number of guilds in the state.</summary>
    public int GuildCount => Sets is [_] ? Shards.Sum(shard => shard.Guilds.Count) : StoredGuilds.Count();

    /// <summary>The shards whose states the bot reads.</summary>
    internal IEnumerable<StoredShard> Shards => Sets.SelectMany(set => set.Shards);

    /// <summary>While a cluster is resharded, shards of both numbers may know a guild.</summary>
    private IEnumerable<StoredGuild> StoredGuilds => Sets is [var only]
        ? only.Shards.SelectMany(shard => shard.Guilds)
        : Sets.Reverse().SelectMany(set => set.Shards).SelectMany(shard => shard.Guilds).DistinctBy(guild => guild.Id);

    private StoredShards[] Sets => Volatile.Read(ref _sets);

    /// <summary>Finds a guild; null if the state does not have it.</summary>
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

    /// <summary>Finds a user through the guilds that have the user as a member in the state; null if none has. Searches each guild's index: about 0.2 ms for 1,000 guilds.</summary>
    public User? FindUser(Id<User> id) => GuildsOf(id).Select(guild => guild.FindMember(id)?.User).FirstOrDefault(user => user is not null);

    /// <summary>The guilds that have a user as a member in the state, in no particular order. Searches each guild's index: about 0.2 ms for 1,000 guilds.</summary>
    public IEnumerable<GuildView> GuildsOf(Id<User> id) => StoredGuilds
        .Where(guild => guild.Members.TryFind(id.Value, EntityKind.Member, out _))
        .Select(guild => new GuildView(guild));

    /// <summary>Counts the entities in the state, and the memory and storage they use.</summary>
    public BotStateStatistics GetStatistics() => BotStateStatistics.Of([.. Shards]);

    /// <summary>
    /// Updates the state with an event of a stand-alone shard. Call it before the bot handles the event, in the order of the shard's events. A manager, a host and
    /// <see cref="ReceiveAllAsync"/> call it themselves.
    /// </summary>
    /// <returns>Whether to handle the event; false if the previous process has already handled it: see <see cref="RestoreAsync"/>.</returns>
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
    /// Loads the state that was saved with a session of a stand-alone shard. Create the shard with the returned session, so that Discord replays the events that the state lacks. A manager
    /// does this itself.
    /// </summary>
    /// <param name="session">The saved session; null at the first start, when the state only takes the options.</param>
    /// <param name="shard">The options of the shard, whose intents, clock and logger the state uses.</param>
    /// <param name="cancellationToken">Cancels the call with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The session to create the shard with; null if no usable state was saved with it: then start a new session, in which Discord sends all guilds.</returns>
    /// <exception cref="InvalidOperationException">The state belongs to a manager or already has the session's shard, or there is no <see cref="BotStateOptions.Store"/>.</exception>
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
            throw new InvalidOperationException($"This BotState already has the state of shard {session.ShardId}: restore each shard only once, before it connects.");
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
    /// Saves the states of stand-alone shards, each as it is when it is written, with pauses in which events are processed. Failures are logged. Save the sessions
    /// (<see cref="Shard.HandledSession"/>) as well, before or after. A manager does this itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The state belongs to a manager, or there is no <see cref="BotStateOptions.Store"/>.</exception>
    public Task SaveAsync()
    {
        StoredShards set = StandAlone(options: null);
        return set.IsSaved ? set.SaveInPassingAsync() : throw NoStore();
    }

    /// <summary>
    /// Receives a stand-alone shard's events, and updates the state with each before returning it. Events that were handled before (<see cref="ShardSession.ReplayAfter"/>) update the state,
    /// but are not returned.
    /// </summary>
    /// <param name="shard">The shard. No other code may receive its events.</param>
    /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The shard's intents or its event filter exclude events that the state needs.</exception>
    /// <exception cref="InvalidOperationException">The state belongs to a manager, or the shard continues a session that the state has not restored: see <see cref="RestoreAsync"/>.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the exception's type gives the reason.</exception>
    public async IAsyncEnumerable<GatewayEvent> ReceiveAllAsync(Shard shard, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shard);
        Require(shard.Options);
        StoredShards set = StandAlone(shard.Options);
        if (shard.Options.Session is not null && set.Find(shard.ShardId) is null)
        {
            throw new InvalidOperationException($"Shard {shard.ShardId} continues a session whose state was not restored: call BotState.RestoreAsync first, and create the shard with the session that it returns.");
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

    /// <summary>Prints the number of guilds.</summary>
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
                throw new InvalidOperationException("This BotState belongs, or belonged, to another manager or shard: create one for each bot and each run.");
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
            throw new ArgumentException($"A BotState needs the intents {RequiredIntents & ~shard.Intents}: add them to ShardOptions.Intents.", nameof(shard));
        }

        if (Enum.GetValues<GatewayEventType>().Where(type => RequiredEvents.Includes(type) && !shard.EventFilter.Includes(type)).ToArray() is { Length: > 0 } missing)
        {
            throw new ArgumentException($"A BotState needs events that ShardOptions.EventFilter drops: {missing[0]}{(missing.Length > 1 ? $" and {missing.Length - 1} more" : "")}. Add them with EventFilter.With(state.RequiredEvents).", nameof(shard));
        }
    }

    private static InvalidOperationException NoStore() => new("The state cannot be loaded or saved without a store: set BotStateOptions.Store.");

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

            return _sets is [{ IsManaged: false } set] ? set : throw new InvalidOperationException("This BotState belongs to a ShardManager, which keeps it up to date and saves it: do not call this method.");
        }
    }
}
