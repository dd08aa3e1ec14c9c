using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.State;

/// <summary>Events of a few guilds, with few ids, so that they meet: entities that are known and others, changes that change nothing, outages, guilds that are left.</summary>
internal sealed class RandomEvents(int seed)
{
    private readonly Random _random = new(seed);

    internal static Id<User> Bot => 900;

    internal GatewayEvent Next() => _random.Next(40) switch
    {
        0 => new GuildUpdateEvent { Guild = GuildOf(GuildId()) },
        1 => new GuildRoleCreateEvent { GuildId = GuildId(), Role = Role() },
        2 => new GuildRoleUpdateEvent { GuildId = GuildId(), Role = Role() },
        3 => new GuildRoleDeleteEvent { GuildId = GuildId(), RoleId = Small(400, 6) },
        4 => new GuildEmojisUpdateEvent { GuildId = GuildId(), Emojis = Emojis() },
        5 => new GuildStickersUpdateEvent { GuildId = GuildId(), Stickers = [new Sticker { Id = Small(600, 3), Name = Name() }] },
        6 => new ChannelCreateEvent { Channel = Channel() },
        7 or 8 => new ChannelUpdateEvent { Channel = Channel() with { Flags = _random.Next(10) == 0 ? ChannelFlags.ChannelObfuscated : null } },
        9 => new ChannelDeleteEvent { Channel = Channel() },
        10 => new ThreadCreateEvent { Thread = Thread() },
        11 => new ThreadUpdateEvent { Thread = Thread() },
        12 => new ThreadDeleteEvent { GuildId = GuildId(), Id = Small(250, 6) },
        13 => new ThreadListSyncEvent { GuildId = GuildId(), ChannelIds = _random.Next(2) == 0 ? null : [Small(200, 6)], Threads = [] },
        14 or 15 => new GuildMemberAddEvent { GuildId = GuildId(), Member = Member() },
        16 or 17 or 18 => new GuildMemberUpdateEvent { GuildId = GuildId(), User = User(), Nick = _random.Next(3) == 0 ? default : new Optional<string?>(Name()), Roles = [Small(400, 6)] },
        19 => new GuildMemberRemoveEvent { GuildId = GuildId(), User = User() },
        20 => new GuildMembersChunkEvent { GuildId = GuildId(), Members = [Member(), Member()], ChunkCount = 1 },
        21 or 22 or 23 => Message(),
        24 or 25 or 26 => new PresenceUpdateEvent { Presence = Presence(GuildId()) },
        27 or 28 => new VoiceStateUpdateEvent { VoiceState = Voice() },
        29 => new GuildScheduledEventCreateEvent { ScheduledEvent = new GuildScheduledEvent { Id = Small(800, 3), GuildId = GuildId(), Name = Name() } },
        30 => new GuildScheduledEventDeleteEvent { ScheduledEvent = new GuildScheduledEvent { Id = Small(800, 3), GuildId = GuildId() } },
        31 => new StageInstanceCreateEvent { StageInstance = new StageInstance { Id = Small(700, 3), GuildId = GuildId(), Topic = Name() } },
        32 => new StageInstanceDeleteEvent { StageInstance = new StageInstance { Id = Small(700, 3), GuildId = GuildId() } },
        33 => new GuildSoundboardSoundCreateEvent { Sound = new SoundboardSound { SoundId = Small(810, 3), GuildId = GuildId(), Name = Name() } },
        34 => new GuildSoundboardSoundDeleteEvent { SoundId = Small(810, 3), GuildId = GuildId() },
        35 => new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId(), Unavailable = true } },
        36 when _random.Next(5) == 0 => new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId() } },
        _ => Created(GuildId()),
    };

    internal GuildCreateEvent Created(Id<Guild> id) => new()
    {
        Guild = GuildOf(id),
        JoinedAt = Time(),
        MemberCount = 6,
        Members = [.. Distinct(300, 6, user => Member() with { User = User() with { Id = user } }), Member() with { User = new User { Id = Bot, Username = "bot" } }],
        Channels = Distinct(200, 6, channel => Channel() with { Id = channel, GuildId = id }),
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

    private MessageCreateEvent Message() => new()
    {
        Message = new Message { Id = (ulong)_random.Next(1, 1_000), GuildId = GuildId(), ChannelId = Small(200, 6), Author = User(), Member = Member() with { User = null, Pending = false } },
    };

    private Presence Presence(Id<Guild> guildId) => new()
    {
        User = new User { Id = Small(300, 10) },
        GuildId = guildId,
        Status = _random.Next(3) == 0 ? UserStatus.Offline : UserStatus.Online,
        Activities = [new Activity { Name = Name() }],
    };

    private VoiceState Voice() => new() { UserId = Small(300, 10), GuildId = GuildId(), ChannelId = _random.Next(3) == 0 ? null : Small(200, 6), SessionId = Name() };

    private T[] Distinct<T>(int first, int most, Func<ulong, T> make) => [.. Enumerable.Range(0, most).Where(_ => _random.Next(3) > 0).Select(offset => make((ulong)(first + offset)))];

    private ulong GuildId() => (ulong)_random.Next(100, 104);

    private ulong Small(int first, int count) => (ulong)_random.Next(first, first + count);

    private string Name() => $"näme {_random.Next(50)}";

    private ImageHash? Hash() => _random.Next(2) == 0 ? null : new ImageHash(Convert.ToHexStringLower(BitConverter.GetBytes(_random.NextInt64())) + "0123456789abcdef");

    private DateTimeOffset Time() => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_random.Next(1_000_000));
}
