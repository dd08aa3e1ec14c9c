using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>A bot that was told of one guild by a stand-alone shard, and hears more of it.</summary>
internal sealed class StateSample
{
    internal static readonly Id<Guild> GuildId = 100;
    internal static readonly Id<User> Bot = 900;
    internal static readonly Id<User> Ann = 301;
    internal static readonly Id<User> Ben = 302;
    internal static readonly Id<Channel> Text = 201;
    internal static readonly Id<Channel> Voice = 202;
    internal static readonly Id<Channel> Topic = 203;
    internal static readonly Id<Role> Everyone = 100;
    internal static readonly Id<Role> Moderators = 401;

    private long _sequence;

    internal StateSample(BotStateOptions? options = null, bool isLoaded = true)
    {
        State = new BotState(options ?? new BotStateOptions { Parts = StateParts.All, KeepActivities = true, MessagesPerChannel = 2 });
        Tell(new ReadyEvent { SessionId = "session", User = new User { Id = Bot, Username = "bot" }, Guilds = [new UnavailableGuild { Id = GuildId, Unavailable = true }] });
        if (isLoaded)
        {
            Tell(Created);
        }
    }

    internal BotState State { get; }

    internal GuildView Guild => State.Find(GuildId)!.Value;

    internal long Sequence => _sequence;

    internal static GuildCreateEvent Created => new()
    {
        Guild = new Guild
        {
            Id = GuildId,
            Name = "Home",
            OwnerId = 999,
            Roles =
            [
                new Role { Id = Everyone, Name = "@everyone", Permissions = Permissions.ViewChannel | Permissions.SendMessages },
                new Role { Id = Moderators, Name = "moderators", Permissions = Permissions.KickMembers },
            ],
            Emojis = [new Emoji { Id = 501, Name = "wave" }],
            Stickers = [new Sticker { Id = 601, Name = "hello" }],
        },
        JoinedAt = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        MemberCount = 3,
        Members = [Member(Bot, "bot"), Member(Ann, "ann", Moderators), Member(Ben, "ben")],
        Channels = [Channel(Text, "talk"), Channel(Voice, "voice", ChannelType.GuildVoice)],
        Threads = [ThreadOf(Text, Topic, "thread")],
        VoiceStates = [new VoiceState { UserId = Ben, ChannelId = Voice, GuildId = GuildId, SessionId = "v" }],
        Presences = [new Presence { User = new User { Id = Ann }, GuildId = GuildId, Status = UserStatus.Idle }],
        StageInstances = [new StageInstance { Id = 701, GuildId = GuildId, ChannelId = Voice, Topic = "stage" }],
        GuildScheduledEvents = [new GuildScheduledEvent { Id = 801, GuildId = GuildId, Name = "party" }],
        SoundboardSounds = [new SoundboardSound { SoundId = 811, GuildId = GuildId, Name = "airhorn" }],
    };

    internal static GuildMember Member(Id<User> id, string name, params Id<Role>[] roles) => new()
    {
        User = new User { Id = id, Username = name },
        Roles = roles,
        JoinedAt = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    internal static Channel Channel(Id<Channel> id, string name, ChannelType type = ChannelType.GuildText) => new() { Id = id, GuildId = GuildId, Name = name, Type = type };

    internal static Channel ThreadOf(Id<Channel> parent, Id<Channel> id, string name, bool isArchived = false) => new()
    {
        Id = id,
        GuildId = GuildId,
        ParentId = parent,
        Name = name,
        Type = ChannelType.PublicThread,
        ThreadMetadata = new ThreadMetadata { Archived = isArchived },
    };

    internal static Message Message(Id<Message> id, string content, Id<User>? author = null) => new()
    {
        Id = id,
        GuildId = GuildId,
        ChannelId = Text,
        Content = content,
        Author = new User { Id = author ?? Ann, Username = "ann" },
    };

    /// <summary>The shard receives an event.</summary>
    internal T Tell<T>(T gatewayEvent)
        where T : GatewayEvent
    {
        T told = gatewayEvent with { Sequence = ++_sequence };
        State.Apply(told);
        return told;
    }
}
