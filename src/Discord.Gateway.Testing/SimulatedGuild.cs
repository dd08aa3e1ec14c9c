using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>
/// A guild of a <see cref="GatewaySimulator"/>: its roles, channels, threads, members, emojis, presences and voice states. Build it before the simulator starts, or change it while bots are
/// connected: they receive the events that Discord would send.
/// </summary>
/// <remarks>A guild can be in several simulators. Events of changes made on several threads at once may be sent in another order than the changes.</remarks>
/// <example>
/// <code>
/// var guild = new SimulatedGuild(id: 4194304, "Home");
/// Role moderators = guild.AddRole("moderators", Permissions.ManageMessages);
/// GuildMember ann = guild.AddMember("ann", moderators.Id);
/// using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [guild] });
/// </code>
/// </example>
public sealed partial class SimulatedGuild
{
    private static readonly DateTimeOffset Founded = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of guilds with more members, no session is told the presences.</summary>
    private const int MaxMembersForPresences = 75_000;

    private readonly Lock _lock = new();
    private readonly List<WeakReference<GatewaySimulator>> _simulators = [];
    private readonly List<Role> _roles = [];
    private readonly List<Channel> _channels = [];
    private readonly List<Channel> _threads = [];
    private readonly List<Emoji> _emojis = [];
    private readonly List<Presence> _presences = [];
    private readonly List<VoiceState> _voiceStates = [];
    private readonly List<SoundboardSound> _sounds = [];
    private readonly Dictionary<Id<Channel>, (string? Status, DateTimeOffset? Started)> _channelInfo = [];
    private readonly List<Id<User>> _memberIds = [];
    private readonly Dictionary<Id<User>, GuildMember> _members = [];
    private Guild _guild;
    private GuildMember _bot = new() { JoinedAt = Founded };

    /// <summary>Creates a guild with @everyone, a text channel named <c>general</c>, and members without roles.</summary>
    /// <param name="id">The guild's id, which determines the shard of the guild: <c>(id >> 22) % shards</c>.</param>
    /// <param name="name">The guild's name.</param>
    /// <param name="memberCount">
    /// The number of initial members besides the bot, 0 or more; default 3. Their ids are <c>id + 1</c>, <c>id + 2</c> and so on, their names member0, member1 and so on. The last one owns
    /// the guild.
    /// </param>
    public SimulatedGuild(Id<Guild> id, string name, int memberCount = 3)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(memberCount);
        Id = id;
        for (int number = 0; number < memberCount; number++)
        {
            _memberIds.Add(id.Value + 1 + (ulong)number);
        }

        _roles.Add(new Role { Id = id.As<Role>(), Name = "@everyone", Permissions = Everyone });
        _guild = new Guild
        {
            Id = id,
            Name = name,
            OwnerId = id.Value + (ulong)Math.Max(1, memberCount),
            AfkTimeout = TimeSpan.FromMinutes(5),
            MaxMembers = 500_000,
            MaxVideoChannelUsers = 25,
            MaxStageVideoChannelUsers = 50,
            PremiumSubscriptionCount = 0,
            PreferredLocale = Locale.EnglishUS,
            SystemChannelId = ChannelId,
        };
        _channels.Add(SimulatedObjects.Channel(ChannelId, id, "general", ChannelType.GuildText, position: 0));
    }

    /// <summary>The permissions of @everyone in a new guild, as Discord sets them.</summary>
    public static Permissions Everyone { get; } =
        Permissions.CreateInstantInvite | Permissions.AddReactions | Permissions.Stream | Permissions.ViewChannel | Permissions.SendMessages | Permissions.EmbedLinks
        | Permissions.AttachFiles | Permissions.ReadMessageHistory | Permissions.MentionEveryone | Permissions.UseExternalEmojis | Permissions.Connect | Permissions.Speak
        | Permissions.UseVad | Permissions.ChangeNickname | Permissions.UseApplicationCommands | Permissions.CreatePublicThreads | Permissions.CreatePrivateThreads
        | Permissions.SendMessagesInThreads;

    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; }

    /// <summary>The guild's name.</summary>
    public string Name => ToGuild().Name;

    /// <summary>The id of the text channel that every guild has.</summary>
    public Id<Channel> ChannelId => Id.As<Channel>();

    /// <summary>The id of the guild's owner, who has all permissions.</summary>
    public Id<User> OwnerId => ToGuild().OwnerId;

    /// <summary>The number of members, without the bot.</summary>
    public int MemberCount => Read(() => _memberIds.Count);

    /// <summary>The roles, @everyone first.</summary>
    public IReadOnlyList<Role> Roles => Read<IReadOnlyList<Role>>(() => [.. _roles]);

    /// <summary>The channels, without threads.</summary>
    public IReadOnlyList<Channel> Channels => Read<IReadOnlyList<Channel>>(() => [.. _channels]);

    /// <summary>The threads that are not archived.</summary>
    public IReadOnlyList<Channel> Threads => Read<IReadOnlyList<Channel>>(() => [.. _threads]);

    /// <summary>The custom emojis.</summary>
    public IReadOnlyList<Emoji> Emojis => Read<IReadOnlyList<Emoji>>(() => [.. _emojis]);

    /// <summary>The presences of the members who are not offline.</summary>
    public IReadOnlyList<Presence> Presences => Read<IReadOnlyList<Presence>>(() => [.. _presences]);

    /// <summary>The voice states of the members in voice channels.</summary>
    public IReadOnlyList<VoiceState> VoiceStates => Read<IReadOnlyList<VoiceState>>(() => [.. _voiceStates]);

    /// <summary>The soundboard sounds, with which the simulator answers <see cref="RequestSoundboardSounds"/>.</summary>
    public IReadOnlyList<SoundboardSound> SoundboardSounds => Read<IReadOnlyList<SoundboardSound>>(() => [.. _sounds]);

    /// <summary>The members, without the bot.</summary>
    public IReadOnlyList<GuildMember> Members => Read<IReadOnlyList<GuildMember>>(() => [.. _memberIds.Select(Find)]);

    /// <summary>Creates the guild's model as it is in events, with its roles and emojis.</summary>
    public Guild ToGuild() => Read(() => _guild with { Roles = [.. _roles], Emojis = [.. _emojis] });

    /// <summary>Creates the event that sends the guild to a session with all intents, without the bot among its members.</summary>
    public GuildCreateEvent ToGuildCreate() => ToGuildCreate(bot: null, GatewayIntents.All, largeThreshold: 250);

    /// <summary>Gets the user id of a member.</summary>
    /// <param name="number">The member's 0-based number, below <see cref="MemberCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public Id<User> GetMemberId(int number) => Read(() => IdOf(number));

    /// <summary>Gets a member.</summary>
    /// <param name="number">The member's 0-based number, below <see cref="MemberCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such member.</exception>
    public GuildMember GetMember(int number) => Read(() => Find(IdOf(number)));

    /// <summary>Finds a member; null if the guild has none with that id.</summary>
    public GuildMember? FindMember(Id<User> userId) => Read(() => _members.TryGetValue(userId, out GuildMember? member) ? member
        : _memberIds.Contains(userId) ? Find(userId) : null);

    /// <summary>What a bot is told that asks for channel info: the channels of which there is something to tell, with the fields that it asked for.</summary>
    internal IReadOnlyList<ChannelInfo> GetChannelInfo(bool withStatus, bool withStart) => Read<IReadOnlyList<ChannelInfo>>(() =>
    [
        .. _channelInfo.Where(info => _channels.Exists(channel => channel.Id == info.Key)).Select(info => new ChannelInfo
        {
            Id = info.Key,
            Status = withStatus ? new Optional<string?>(info.Value.Status) : default,
            VoiceStartTime = withStart ? new Optional<DateTimeOffset?>(info.Value.Started) : default,
        }),
    ]);

    /// <summary>The bot as a member.</summary>
    internal GuildMember GetBot(User bot) => Read(() => _bot with { User = bot });

    internal GuildCreateEvent ToGuildCreate(User? bot, GatewayIntents intents, int largeThreshold)
    {
        lock (_lock)
        {
            bool seesPresences = intents.HasFlag(GatewayIntents.GuildPresences) && _memberIds.Count < MaxMembersForPresences;
            bool isLarge = _memberIds.Count + 1 > largeThreshold;
            HashSet<Id<User>> speaking = [.. _voiceStates.Select(state => state.UserId)];
            HashSet<Id<User>> present = [.. _presences.Select(presence => presence.User.Id)];

            // Of a large guild, and without the intent, the events tell of some members alone.
            IEnumerable<GuildMember> members = _memberIds.Where(id => speaking.Contains(id) || (seesPresences && (!isLarge || present.Contains(id) || IsMarked(id)))).Select(Find);
            return new GuildCreateEvent
            {
                Guild = ToGuild(),
                JoinedAt = _bot.JoinedAt,
                Large = isLarge,
                MemberCount = _memberIds.Count + 1,
                Channels = [.. _channels],
                Threads = [.. _threads],
                VoiceStates = [.. _voiceStates.Select(state => state with { GuildId = null, Member = null })],
                Members = bot is null ? [.. members] : [GetBot(bot), .. members],
                SoundboardSounds = [.. _sounds],
                Presences = seesPresences ? [.. _presences.Select(presence => presence with { GuildId = null })] : [],
            };
        }
    }

    /// <summary>Told of every change from now on, for as long as it lives.</summary>
    internal void Attach(GatewaySimulator simulator)
    {
        lock (_lock)
        {
            _simulators.RemoveAll(other => !other.TryGetTarget(out GatewaySimulator? target) || target == simulator);
            _simulators.Add(new WeakReference<GatewaySimulator>(simulator));
        }
    }

    internal void Detach(GatewaySimulator simulator)
    {
        lock (_lock)
        {
            _simulators.RemoveAll(other => !other.TryGetTarget(out GatewaySimulator? target) || target == simulator);
        }
    }

    /// <summary>Has a nickname or a role. Under the lock.</summary>
    private bool IsMarked(Id<User> id) => _members.TryGetValue(id, out GuildMember? member) && (member.Nick is not null || member.Roles.Count > 0);

    private Id<User> IdOf(int number) => number >= 0 && number < _memberIds.Count ? _memberIds[number]
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"Guild {Id} has {_memberIds.Count} members, numbered from 0.");

    /// <summary>Those who were there at first are made when they are asked for: a guild may have a million. Under the lock.</summary>
    private GuildMember Find(Id<User> id) => _members.TryGetValue(id, out GuildMember? member) ? member : new GuildMember
    {
        User = SimulatedObjects.User(id, $"member{id.Value - Id.Value - 1}"),
        JoinedAt = Founded,
    };

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
