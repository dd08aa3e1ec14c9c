using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Which members are kept when the bot chooses: by each event that tells of one.</summary>
public sealed class KeptMemberTests
{
    private static readonly Id<User> Cid = 303;

    /// <summary>A bot that keeps nobody but itself and those in voice.</summary>
    private readonly StateSample _sample = new(new BotStateOptions { KeepMember = static (_, _) => false });

    public static TheoryData<GatewayEvent> Tellings =>
    [
        Created with { Members = [.. Created.Members, Member(Cid, "cid")] },
        new GuildMemberAddEvent { GuildId = GuildId, Member = Member(Cid, "cid") },
        new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Cid, Username = "cid" }, Roles = [Moderators] },
        new GuildMembersChunkEvent { GuildId = GuildId, Members = [Member(Cid, "cid")] },
        new MessageCreateEvent { Message = Message(1, "hi", Cid) with { Member = new GuildMember() } },
    ];

    [Theory]
    [MemberData(nameof(Tellings))]
    public void A_member_whom_the_bot_does_not_want_is_kept_of_no_event(GatewayEvent told)
    {
        _sample.Tell(told);

        Assert.Equal<ulong>([Ben.Value, Bot.Value], _sample.Guild.Members.Select(member => member.User!.Id.Value).Order());
    }

    [Fact]
    public void Members_in_voice_stay_when_they_change_and_go_when_they_leave_the_channel()
    {
        _sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Nick = "benny" });
        Assert.Equal("benny", _sample.Guild.FindMember(Ben)!.Nick);

        _sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ben } });
        Assert.Null(_sample.Guild.FindMember(Ben));
    }

    [Fact]
    public void The_bot_stays_when_it_leaves_a_voice_channel_or_changes()
    {
        _sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Bot, ChannelId = Voice, SessionId = "v" } });

        _sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Bot } });
        Assert.NotNull(_sample.Guild.FindMember(Bot));

        _sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Bot, Username = "bot" }, Nick = "helper" });

        Assert.Equal("helper", _sample.Guild.FindMember(Bot)!.Nick);
    }

    [Fact]
    public void The_bots_own_messages_refresh_it_even_if_no_members_are_kept()
    {
        var sample = new StateSample(new BotStateOptions { Parts = StateParts.None });

        sample.Tell(new MessageCreateEvent { Message = Message(1, "hi", Bot) with { Member = new GuildMember { Nick = "helper" } } });

        Assert.Equal("helper", sample.Guild.FindMember(Bot)!.Nick);
    }

    [Fact]
    public void An_author_who_is_not_wanted_any_more_goes()
    {
        var sample = new StateSample(new BotStateOptions { KeepMember = static (_, member) => member.Nick != "gone" });

        sample.Tell(new MessageCreateEvent { Message = Message(1, "hi", Ann) with { Member = new GuildMember { Nick = "gone" } } });

        Assert.Null(sample.Guild.FindMember(Ann));
    }

    [Fact]
    public void A_webhook_that_speaks_is_no_member()
    {
        var sample = new StateSample();

        sample.Tell(new MessageCreateEvent { Message = Message(1, "hi", Cid) with { Member = new GuildMember(), WebhookId = 5 } });

        Assert.Null(sample.Guild.FindMember(Cid));
    }

    [Fact]
    public void Not_all_members_are_known_where_some_are_not_wanted()
    {
        _sample.Tell(Created with { MemberCount = 2 });

        Assert.Equal((2, false), (_sample.Guild.Members.Count(), _sample.Guild.HasAllMembers));
    }

    [Fact]
    public void The_number_of_members_is_never_below_zero()
    {
        var sample = new StateSample();
        sample.Tell(Created with { MemberCount = 0 });

        sample.Tell(new GuildMemberRemoveEvent { GuildId = GuildId, User = new User { Id = Ben } });

        Assert.Equal(0, sample.Guild.MemberCount);
    }
}
