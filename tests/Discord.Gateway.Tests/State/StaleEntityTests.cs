using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Only what Discord keeps up to date is kept: nothing stays that no event would change or remove any more.</summary>
public sealed class StaleEntityTests
{
    private const GatewayIntents WithoutMembers = GatewayIntents.Guilds | GatewayIntents.GuildVoiceStates | GatewayIntents.GuildPresences | GatewayIntents.GuildScheduledEvents;

    [Fact]
    public void A_presence_of_a_member_who_is_not_kept_is_not_the_one_of_when_the_guild_was_told()
    {
        var sample = new StateSample(new BotStateOptions { Parts = StateParts.All, KeepMember = static (_, _) => false });

        sample.Tell(Online(Ann, UserStatus.DoNotDisturb));

        Assert.NotEqual(UserStatus.Idle, sample.Guild.FindPresence(Ann)?.Status);
    }

    [Fact]
    public void Without_members_a_presence_is_not_the_one_of_when_the_guild_was_told()
    {
        var sample = new ManagedSample(new BotStateOptions { Parts = StateParts.All }, WithoutMembers);

        sample.Tell(Online(Ann, UserStatus.DoNotDisturb));

        Assert.NotEqual(UserStatus.Idle, sample.Guild.FindPresence(Ann)?.Status);
    }

    [Fact]
    public void A_member_who_is_kept_no_longer_takes_the_presence_along()
    {
        var sample = new StateSample(new BotStateOptions { Parts = StateParts.All, KeepMember = static (_, member) => member.Roles.Contains(Moderators) });

        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ann, Username = "ann" }, Roles = [402] });
        sample.Tell(Online(Ann, UserStatus.DoNotDisturb));

        Assert.NotEqual(UserStatus.Idle, sample.Guild.FindPresence(Ann)?.Status);
    }

    [Fact]
    public void Without_members_those_in_a_voice_channel_go_with_it()
    {
        var sample = new ManagedSample(new BotStateOptions(), WithoutMembers);
        Assert.NotNull(sample.Guild.FindMember(Ben));

        sample.Tell(new ChannelDeleteEvent { Channel = Channel(Voice, "voice", ChannelType.GuildVoice) });

        Assert.Empty(sample.Guild.VoiceStates);
        Assert.Null(sample.Guild.FindMember(Ben));
    }

    [Fact]
    public void A_channel_that_is_deleted_takes_its_scheduled_events_with_it()
    {
        // Discord tells nothing of them: https://github.com/discord/discord-api-docs/issues/4581.
        var sample = new StateSample();
        sample.Tell(new GuildScheduledEventCreateEvent { ScheduledEvent = new GuildScheduledEvent { Id = 802, GuildId = GuildId, Name = "talk", ChannelId = Voice } });

        sample.Tell(new ChannelDeleteEvent { Channel = Channel(Voice, "voice", ChannelType.GuildVoice) });

        Assert.Equal([801UL], sample.Guild.ScheduledEvents.Select(scheduled => scheduled.Id.Value));
    }

    [Theory]
    [InlineData(ScheduledEventStatus.Completed)]
    [InlineData(ScheduledEventStatus.Canceled)]
    public void A_scheduled_event_that_is_over_is_not_kept(ScheduledEventStatus status)
    {
        // A guild that is told anew does not list it, and no GUILD_SCHEDULED_EVENT_DELETE follows.
        var sample = new StateSample();

        sample.Tell(new GuildScheduledEventUpdateEvent { ScheduledEvent = Created.GuildScheduledEvents[0] with { Status = status } });

        Assert.Empty(sample.Guild.ScheduledEvents);
    }

    [Fact]
    public void A_member_who_wrote_before_Discord_tells_that_they_joined_is_counted()
    {
        var sample = new StateSample();

        sample.Tell(new MessageCreateEvent { Message = Message(1, "hello", 303) with { Member = new GuildMember() } });
        GuildMemberAddEvent joined = sample.Tell(new GuildMemberAddEvent { GuildId = GuildId, Member = Member(303, "cid") });

        Assert.Equal(4, sample.Guild.MemberCount);
        Assert.Null(joined.GetBefore());
    }

    [Fact]
    public void A_guild_whose_member_count_Discord_did_not_tell_has_not_all_members()
    {
        var sample = new StateSample(isLoaded: false);

        sample.Tell(new GuildCreateEvent { Guild = Created.Guild, Large = true, Members = [Member(Bot, "bot")] });

        Assert.False(sample.Guild.HasAllMembers);
    }

    [Fact]
    public void Overwrites_that_cannot_be_read_open_no_channel()
    {
        var sample = new StateSample();
        Overwrite closed = new() { Id = Everyone.As<EntityTag>(), Type = OverwriteType.Role, Deny = Permissions.ViewChannel };
        sample.Tell(new ChannelUpdateEvent { Channel = Channel(Text, "talk") with { PermissionOverwrites = [closed] } });
        Assert.Equal(Permissions.None, sample.Guild.GetPermissions(Ann, Text));

        sample.Tell((ChannelUpdateEvent)Read("CHANNEL_UPDATE", """{"id":"201","guild_id":"100","type":0,"name":"talk","permission_overwrites":7}"""));

        Assert.NotEqual(true, sample.Guild.GetPermissions(Ann, Text)?.Has(Permissions.ViewChannel));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("""[{"id":"100","type":0,"allow":"0","deny":"x"}]""")]
    public void A_new_channel_whose_overwrites_cannot_be_read_is_open_to_nobody(string overwrites)
    {
        var sample = new StateSample();

        sample.Tell((ChannelCreateEvent)Read("CHANNEL_CREATE", $$"""{"id":"205","guild_id":"100","type":0,"name":"new","permission_overwrites":{{overwrites}}}"""));

        Assert.Null(sample.Guild.GetPermissions(Ann, 205));
    }

    [Fact]
    public void A_guild_that_is_told_with_overwrites_that_cannot_be_read_opens_no_channel()
    {
        var sample = new StateSample(isLoaded: false);

        sample.Tell((GuildCreateEvent)Read("GUILD_CREATE", """
            {"id":"100","name":"Home","owner_id":"999","member_count":1,"roles":[{"id":"100","name":"@everyone","permissions":"1024"}],"members":[{"user":{"id":"301","username":"ann"},"roles":[]}],
            "channels":[7,{"id":"201","type":0,"permission_overwrites":[]},{"id":"x","type":0},{"id":"202","type":0,"permission_overwrites":[{"id":"100","type":0,"allow":"0","deny":[]}]},{"id":"203","type":0}]}
            """));

        Assert.Equal([201UL, 203UL], sample.Guild.Channels.Select(channel => channel.Id.Value).Order());
        Assert.Null(sample.Guild.GetPermissions(Ann, 202));
        Assert.True(sample.Guild.GetPermissions(Ann, 203)!.Value.Has(Permissions.ViewChannel));
    }

    [Fact]
    public void A_thread_keeps_no_copy_of_the_bots_own_member()
    {
        var sample = new StateSample();

        sample.Tell(new ThreadMembersUpdateEvent
        {
            GuildId = GuildId,
            Id = Topic,
            MemberCount = 1,
            AddedMembers = [new ThreadMember { Id = Topic, UserId = Bot, Member = Member(Bot, "bot") with { Nick = "old" } }],
        });
        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Bot, Username = "bot" }, Nick = "new", Roles = [] });

        Assert.NotEqual("old", sample.Guild.FindChannel(Topic)!.Member!.Member?.Nick);
    }

    private static GatewayEvent Read(string name, string data) => GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data));

    private static PresenceUpdateEvent Online(Id<User> id, UserStatus status) => new() { Presence = new Presence { GuildId = GuildId, User = new User { Id = id }, Status = status } };
}
