using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A part that the bot does not want, or that its intents do not keep up to date, is kept of no event.</summary>
public sealed class StatePartsTests
{
    private static readonly IReadOnlyList<StateParts> Parts = [.. Enum.GetValues<StateParts>().Where(part => part is not (StateParts.None or StateParts.Default or StateParts.All))];

    public static TheoryData<StateParts> All => [.. Parts];

    /// <summary>Events of one guild, each part of which they tell of twice: when the guild is told, and on its own.</summary>
    private static IEnumerable<GatewayEvent> Events =>
    [
        new ReadyEvent { SessionId = "session", User = new User { Id = Bot, Username = "bot" } },
        Created,
        new ChannelCreateEvent { Channel = Channel(204, "new") },
        new ChannelUpdateEvent { Channel = Channel(205, "newer") },
        new ThreadCreateEvent { Thread = ThreadOf(Text, 210, "new") },
        new ThreadUpdateEvent { Thread = ThreadOf(Text, 211, "newer") },
        new ThreadListSyncEvent { GuildId = GuildId, ChannelIds = [], Threads = [ThreadOf(Text, 212, "listed")] },
        new GuildEmojisUpdateEvent { GuildId = GuildId, Emojis = [new Emoji { Id = 502, Name = "new" }] },
        new GuildStickersUpdateEvent { GuildId = GuildId, Stickers = [new Sticker { Id = 602, Name = "new" }] },
        new GuildUpdateEvent { Guild = Created.Guild },
        new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ann, ChannelId = Voice, SessionId = "v", Member = Member(Ann, "ann") } },
        new GuildScheduledEventCreateEvent { ScheduledEvent = new GuildScheduledEvent { Id = 802, GuildId = GuildId } },
        new GuildScheduledEventUpdateEvent { ScheduledEvent = new GuildScheduledEvent { Id = 803, GuildId = GuildId } },
        new StageInstanceCreateEvent { StageInstance = new StageInstance { Id = 702, GuildId = GuildId } },
        new StageInstanceUpdateEvent { StageInstance = new StageInstance { Id = 703, GuildId = GuildId } },
        new GuildSoundboardSoundCreateEvent { Sound = new SoundboardSound { SoundId = 812, GuildId = GuildId } },
        new GuildSoundboardSoundUpdateEvent { Sound = new SoundboardSound { SoundId = 813, GuildId = GuildId } },
        new GuildSoundboardSoundsUpdateEvent { GuildId = GuildId, SoundboardSounds = [new SoundboardSound { SoundId = 814, GuildId = GuildId }] },
        new PresenceUpdateEvent { Presence = new Presence { GuildId = GuildId, User = new User { Id = Bot }, Status = UserStatus.Online } },
        new GuildMembersChunkEvent
        {
            GuildId = GuildId,
            Members = [Member(304, "dan")],
            Presences = [new Presence { GuildId = GuildId, User = new User { Id = Bot }, Status = UserStatus.Idle }],
        },
        new GuildMemberAddEvent { GuildId = GuildId, Member = Member(305, "eve") },
        new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = 306, Username = "fay" }, Roles = [Moderators] },
        new MessageCreateEvent { Message = Message(1, "hi", author: 307) with { Member = new GuildMember() } },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_part_that_is_not_wanted_is_kept_of_no_event(StateParts unwanted)
    {
        GuildView guild = Tell(StateParts.All & ~unwanted, GatewayIntents.All);

        Assert.Equal(Parts.Where(part => part != unwanted), Parts.Where(part => CountOf(guild, part) > 0));
    }

    [Theory]
    [InlineData(GatewayIntents.GuildExpressions, StateParts.Emojis | StateParts.Stickers | StateParts.SoundboardSounds)]
    [InlineData(GatewayIntents.GuildVoiceStates, StateParts.VoiceStates)]
    [InlineData(GatewayIntents.GuildScheduledEvents, StateParts.ScheduledEvents)]
    [InlineData(GatewayIntents.GuildPresences, StateParts.Presences)]
    public void A_part_that_no_event_keeps_up_to_date_is_not_kept(GatewayIntents missing, StateParts parts)
    {
        GuildView guild = Tell(StateParts.All, GatewayIntents.All & ~missing);

        Assert.Equal(Parts.Where(part => (part & parts) == 0), Parts.Where(part => CountOf(guild, part) > 0));
    }

    [Fact]
    public void Without_the_intent_for_members_those_in_voice_are_known_and_the_bot()
    {
        GuildView guild = Tell(StateParts.All, GatewayIntents.All & ~GatewayIntents.GuildMembers);

        Assert.Equal<ulong>([Ann.Value, Ben.Value, Bot.Value], guild.Members.Select(member => member.User!.Id.Value).Order());
        Assert.False(guild.HasAllMembers);
    }

    [Fact]
    public void Without_members_the_bot_alone_is_known()
    {
        GuildView guild = Tell(StateParts.All & ~StateParts.Members, GatewayIntents.All);

        Assert.Equal(Bot, Assert.Single(guild.Members).User!.Id);
    }

    [Fact]
    public void Messages_are_kept_if_they_are_wanted_and_the_intents_have_them()
    {
        Assert.NotNull(Tell(StateParts.None, GatewayIntents.All, messages: 1).FindMessage(1));
        Assert.Null(Tell(StateParts.None, GatewayIntents.All, messages: 0).FindMessage(1));
        Assert.Null(Tell(StateParts.None, GatewayIntents.All & ~GatewayIntents.GuildMessages, messages: 1).FindMessage(1));
    }

    private static GuildView Tell(StateParts parts, GatewayIntents intents, int messages = 0)
    {
        var state = new BotState();
        var options = new BotStateOptions { Parts = parts, MessagesPerChannel = messages };
        var shards = new StoredShards(state, options, new ShardOptions { Token = "token", Intents = intents }, store: null, isManaged: true);
        StoredShard shard = shards.GetOrAdd(ShardId.Single);
        foreach (GatewayEvent told in Events)
        {
            shard.Apply(told);
        }

        return new GuildView(shards.Find(GuildId)!);
    }

    /// <summary>How much of a part is kept; of members, those who are neither the bot nor in voice.</summary>
    private static int CountOf(GuildView guild, StateParts part) => part switch
    {
        StateParts.Channels => guild.Channels.Count(),
        StateParts.Threads => guild.Threads.Count(),
        StateParts.Emojis => guild.Emojis.Count(),
        StateParts.Stickers => guild.Stickers.Count(),
        StateParts.Members => guild.Members.Count(member => member.User!.Id != Bot),
        StateParts.VoiceStates => guild.VoiceStates.Count(),
        StateParts.ScheduledEvents => guild.ScheduledEvents.Count(),
        StateParts.StageInstances => guild.StageInstances.Count(),
        StateParts.SoundboardSounds => guild.SoundboardSounds.Count(),
        _ => guild.Presences.Count(),
    };
}
