using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.State;

/// <summary>Events of a few guilds, with few ids, so that they meet: entities that are known and others, changes that change nothing, outages, guilds that are left,
/// and guilds of which nobody was ever told.</summary>
internal sealed class RandomEvents(int seed)
{
    private readonly Random _random = new(seed);
    private int _sessions;
    private ulong _messages;

    internal static Id<User> Bot => 900;

    /// <summary>Members and channels that are in each guild at any time. All texts of one are the same, and differ after each change: a part of one would be seen.</summary>
    internal static IReadOnlyList<ulong> FixedIds { get; } = [350, 351, 352];

    /// <summary>The ids of the guilds; of the last, nobody is ever told.</summary>
    internal static IReadOnlyList<ulong> GuildIds { get; } = [100, 101, 102, 103, 104];

    /// <summary>A new session, perhaps without guilds that there were.</summary>
    internal ReadyEvent Ready() => new()
    {
        SessionId = $"session {++_sessions}",
        User = new User { Id = Bot, Username = "bot" },
        Guilds = [.. GuildIds.SkipLast(1).Where(_ => _random.Next(4) > 0).Select(id => new UnavailableGuild { Id = id, Unavailable = true })],
    };

    /// <summary>Anything but a new session.</summary>
    internal GatewayEvent Next() => _random.Next(12) switch
    {
        0 => OfGuild(),
        1 => OfExpressions(),
        2 or 3 => OfChannels(),
        4 => OfThreads(),
        5 or 6 or 7 => OfMembers(),
        8 => OfMessages(),
        9 => OfFixed(),
        10 => new PresenceUpdateEvent { Presence = Presence(GuildId()) },
        _ => new VoiceStateUpdateEvent { VoiceState = Voice() },
    };

    private GatewayEvent OfGuild() => _random.Next(16) switch
    {
        0 => Created(KnownGuildId()),
        1 => new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId(), Unavailable = true } },
        2 => new GuildCreateEvent { Guild = new Guild { Id = GuildId() }, Unavailable = true },
        3 when _random.Next(4) == 0 => new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId() } },
        4 or 5 => new GuildUpdateEvent { Guild = GuildOf(GuildId()) },
        6 => new UserUpdateEvent { User = new User { Id = Bot, Username = Name(), Avatar = Hash() } },
        7 => new ResumedEvent(),
        8 or 9 => new GuildRoleCreateEvent { GuildId = GuildId(), Role = Role() },
        10 or 11 or 12 => new GuildRoleUpdateEvent { GuildId = GuildId(), Role = Role() },
        13 => new GuildRoleDeleteEvent { GuildId = GuildId(), RoleId = Small(400, 6) },
        14 => new TypingStartEvent { GuildId = GuildId(), ChannelId = Small(200, 6), UserId = Small(300, 10), Member = Member() },
        _ => Created(KnownGuildId()),
    };

    private GatewayEvent OfExpressions() => _random.Next(12) switch
    {
        0 => new GuildEmojisUpdateEvent { GuildId = GuildId(), Emojis = Emojis() },
        1 => new GuildStickersUpdateEvent { GuildId = GuildId(), Stickers = [new Sticker { Id = Small(600, 3), Name = Name() }] },
        2 => new GuildSoundboardSoundCreateEvent { Sound = Sound() },
        3 => new GuildSoundboardSoundUpdateEvent { Sound = Sound() },
        4 => new GuildSoundboardSoundsUpdateEvent { GuildId = GuildId(), SoundboardSounds = [Sound(), Sound()] },
        5 => new GuildSoundboardSoundDeleteEvent { SoundId = Small(810, 3), GuildId = GuildId() },
        6 => new GuildScheduledEventCreateEvent { ScheduledEvent = Scheduled() },
        7 => new GuildScheduledEventUpdateEvent { ScheduledEvent = Scheduled() },
        8 => new GuildScheduledEventDeleteEvent { ScheduledEvent = Scheduled() },
        9 => new StageInstanceCreateEvent { StageInstance = Stage() },
        10 => new StageInstanceUpdateEvent { StageInstance = Stage() },
        _ => new StageInstanceDeleteEvent { StageInstance = Stage() },
    };

    private GatewayEvent OfChannels() => _random.Next(6) switch
    {
        0 => new ChannelCreateEvent { Channel = Channel() },
        1 => new ChannelDeleteEvent { Channel = Channel() },
        2 => new ChannelPinsUpdateEvent { GuildId = GuildId(), ChannelId = AnyChannel(), LastPinTimestamp = _random.Next(3) == 0 ? default : new Optional<DateTimeOffset?>(Time()) },
        _ => new ChannelUpdateEvent { Channel = Channel() with { Flags = _random.Next(10) == 0 ? ChannelFlags.ChannelObfuscated : null } },
    };

    private GatewayEvent OfThreads() => _random.Next(8) switch
    {
        0 or 1 => new ThreadCreateEvent { Thread = Thread() },
        2 or 3 => new ThreadUpdateEvent { Thread = Thread() },
        4 => new ThreadDeleteEvent { GuildId = GuildId(), Id = Small(250, 6) },
        5 => new ThreadMemberUpdateEvent { GuildId = GuildId(), Member = ThreadMember(Small(250, 6), Bot) },
        6 => new ThreadMembersUpdateEvent
        {
            GuildId = GuildId(),
            Id = Small(250, 6),
            MemberCount = _random.Next(9),
            AddedMembers = _random.Next(2) == 0 ? [] : [ThreadMember(Small(250, 6), _random.Next(2) == 0 ? Bot : Small(300, 10))],
            RemovedMemberIds = _random.Next(2) == 0 ? [] : [_random.Next(2) == 0 ? Bot : Small(300, 10)],
        },
        _ => ThreadList(),
    };

    private ThreadListSyncEvent ThreadList()
    {
        ulong guildId = GuildId();
        ulong parent = Small(200, 6);
        bool isOfAll = _random.Next(2) == 0;
        Channel[] threads = Distinct(250, 3, id => Thread() with { Id = id, GuildId = guildId, ParentId = isOfAll ? Small(200, 6) : parent, ThreadMetadata = null });
        return new ThreadListSyncEvent
        {
            GuildId = guildId,
            ChannelIds = isOfAll ? null : [parent],
            Threads = threads,
            Members = [.. threads.Where(_ => _random.Next(2) == 0).Select(thread => ThreadMember(thread.Id, Bot))],
        };
    }

    private GatewayEvent OfMembers() => _random.Next(8) switch
    {
        0 or 1 => new GuildMemberAddEvent { GuildId = GuildId(), Member = Member() },
        2 => new GuildMemberRemoveEvent { GuildId = GuildId(), User = User() },
        3 => new GuildMembersChunkEvent
        {
            GuildId = GuildId(),
            Members = [Member(), Member()],
            ChunkCount = 1,
            Presences = _random.Next(2) == 0 ? [] : [Presence(guildId: null), Presence(guildId: null)],
        },
        4 => new GuildMemberUpdateEvent { GuildId = GuildId(), User = new User { Id = Bot, Username = "bot" }, Nick = Name(), Roles = [Small(400, 6)] },
        _ => new GuildMemberUpdateEvent
        {
            GuildId = GuildId(),
            User = User(),
            Nick = _random.Next(3) == 0 ? default : new Optional<string?>(_random.Next(3) == 0 ? null : Name()),
            Roles = [Small(400, 6)],
            Deaf = _random.Next(2) == 0 ? null : _random.Next(2) == 0,
            Pending = _random.Next(2) == 0 ? null : _random.Next(2) == 0,
            CommunicationDisabledUntil = _random.Next(2) == 0 ? default : new Optional<DateTimeOffset?>(Time()),
            Flags = _random.Next(2) == 0 ? null : GuildMemberFlags.DidRejoin,
        },
    };

    private GatewayEvent OfMessages() => _random.Next(8) switch
    {
        0 => new MessageUpdateEvent { Message = Message(OldMessage()) },
        1 => new MessageDeleteEvent { GuildId = GuildId(), ChannelId = AnyChannel(), Id = OldMessage() },
        2 => new MessageDeleteBulkEvent { GuildId = GuildId(), ChannelId = AnyChannel(), Ids = [OldMessage(), OldMessage(), OldMessage()] },
        3 => new MessageCreateEvent { Message = Message(OldMessage()) },
        4 => new MessageCreateEvent { Message = Message(++_messages) with { Member = null, WebhookId = 1 } },
        _ => new MessageCreateEvent { Message = Message(++_messages) },
    };

    private GatewayEvent OfFixed()
    {
        ulong id = FixedIds[_random.Next(FixedIds.Count)];
        return _random.Next(2) == 0 ? new ChannelUpdateEvent { Channel = FixedChannel(id, GuildId()) } : ToUpdate(FixedMember(id), GuildId());
    }

    private static GuildMemberUpdateEvent ToUpdate(GuildMember member, Id<Guild> guildId) => new() { GuildId = guildId, User = member.User!, Nick = member.Nick, Roles = member.Roles };

    internal GuildCreateEvent Created(Id<Guild> id) => new()
    {
        Guild = GuildOf(id),
        JoinedAt = Time(),
        MemberCount = 6,
        Members = [.. Distinct(300, 6, user => Member() with { User = User() with { Id = user } }), Member() with { User = new User { Id = Bot, Username = "bot" } }, .. FixedIds.Select(FixedMember)],
        Channels = [.. Distinct(200, 6, channel => Channel() with { Id = channel, GuildId = id }), .. FixedIds.Select(channel => FixedChannel(channel, id))],
        Threads = Distinct(250, 3, thread => Thread() with { Id = thread, GuildId = id, ThreadMetadata = null }),
        VoiceStates = Distinct(300, 2, user => new VoiceState { UserId = user, GuildId = id, ChannelId = Small(200, 6), SessionId = "v" }),
        Presences = Distinct(300, 4, user => Presence(id) with { User = new User { Id = user } }),
    };

    private Guild GuildOf(Id<Guild> id) => new()
    {
        Id = id,
        Name = Name(),
        OwnerId = Small(300, 6),
        Icon = Hash(),
        Roles = [new Role { Id = id.As<Role>(), Name = "@everyone" }, .. Distinct(400, 4, role => Role() with { Id = role })],
        Emojis = Emojis(),
        Features = [GuildFeature.Community],
    };

    private Emoji[] Emojis() => Distinct(500, 3, emoji => new Emoji { Id = emoji, Name = Name(), User = User() });

    private Role Role() => new() { Id = Small(400, 6), Name = Name(), Permissions = (Permissions)_random.NextInt64(1L << 40), Position = _random.Next(5) };

    private Channel Channel() => new()
    {
        Id = Small(200, 6),
        GuildId = GuildId(),
        Name = Name(),
        Type = _random.Next(3) == 0 ? ChannelType.GuildVoice : ChannelType.GuildText,
        Topic = _random.Next(2) == 0 ? null : Name(),
        PermissionOverwrites = _random.Next(2) == 0 ? [] : [new Overwrite { Id = Small(400, 6), Type = OverwriteType.Role, Allow = Permissions.ViewChannel }],
    };

    private Channel Thread() => new()
    {
        Id = Small(250, 6),
        GuildId = GuildId(),
        ParentId = Small(200, 6),
        Name = Name(),
        Type = ChannelType.PublicThread,
        ThreadMetadata = new ThreadMetadata { Archived = _random.Next(4) == 0, ArchiveTimestamp = Time() },
    };

    private User User() => new() { Id = Small(300, 10), Username = Name(), GlobalName = _random.Next(2) == 0 ? null : Name(), Avatar = Hash() };

    private GuildMember Member() => new() { User = User(), Roles = [Small(400, 6)], JoinedAt = Time(), Nick = _random.Next(2) == 0 ? null : Name(), Pending = _random.Next(4) == 0 };

    private Message Message(ulong id) => new()
    {
        Id = id,
        GuildId = GuildId(),
        ChannelId = id % 2 == 0 ? 200 + (id % 6) : 250 + (id % 6),
        Content = Name(),
        Author = User(),
        Member = Member() with { User = null, Pending = false },
    };

    private Presence Presence(Id<Guild>? guildId) => new()
    {
        User = new User { Id = Small(300, 10) },
        GuildId = guildId,
        Status = _random.Next(3) == 0 ? UserStatus.Offline : UserStatus.Online,
        Activities = [new Activity { Name = Name() }],
    };

    private GuildMember FixedMember(ulong id)
    {
        string text = FixedText();
        return new GuildMember { User = new User { Id = id, Username = text, GlobalName = text }, Nick = text, Roles = [Small(400, 6)] };
    }

    private Channel FixedChannel(ulong id, Id<Guild> guildId)
    {
        string text = FixedText();
        return new Channel { Id = id, GuildId = guildId, Name = text, Topic = text };
    }

    private string FixedText() => new((char)('a' + _random.Next(26)), _random.Next(1, 200));

    private ThreadMember ThreadMember(Id<Channel> id, Id<User> userId) => new() { Id = id, UserId = userId, JoinTimestamp = Time(), Member = _random.Next(2) == 0 ? null : Member() };

    private GuildScheduledEvent Scheduled() => new()
    {
        Id = Small(800, 3),
        GuildId = GuildId(),
        Name = Name(),
        ChannelId = _random.Next(2) == 0 ? null : Small(200, 6),
        Status = (ScheduledEventStatus)_random.Next(1, 5),
    };

    private StageInstance Stage() => new() { Id = Small(700, 3), GuildId = GuildId(), Topic = Name() };

    private SoundboardSound Sound() => new() { SoundId = Small(810, 3), GuildId = GuildId(), Name = Name() };

    private VoiceState Voice()
    {
        GuildMember? member = _random.Next(2) == 0 ? null : Member();
        return new VoiceState
        {
            UserId = member?.User!.Id ?? Small(300, 10),
            GuildId = GuildId(),
            ChannelId = _random.Next(3) == 0 ? null : Small(200, 6),
            SessionId = Name(),
            Member = member,
        };
    }

    private T[] Distinct<T>(int first, int most, Func<ulong, T> make) => [.. Enumerable.Range(0, most).Where(_ => _random.Next(3) > 0).Select(offset => make((ulong)(first + offset)))];

    private ulong GuildId() => GuildIds[_random.Next(GuildIds.Count)];

    private ulong KnownGuildId() => GuildIds[_random.Next(GuildIds.Count - 1)];

    private ulong AnyChannel() => _random.Next(2) == 0 ? Small(200, 6) : Small(250, 6);

    private ulong OldMessage() => (ulong)Math.Max(1, (long)_messages - _random.Next(60));

    private ulong Small(int first, int count) => (ulong)_random.Next(first, first + count);

    private string Name() => $"näme {_random.Next(50)}";

    private ImageHash? Hash() => _random.Next(2) == 0 ? null : new ImageHash(Convert.ToHexStringLower(BitConverter.GetBytes(_random.NextInt64())) + "0123456789abcdef");

    private DateTimeOffset Time() => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_random.Next(1_000_000));
}
