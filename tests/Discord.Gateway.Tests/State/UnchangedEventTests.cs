using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>An event that changes nothing costs no memory, and tells all the same what was before it.</summary>
public sealed class UnchangedEventTests
{
    private const int Repeats = 200;

    private static readonly GuildMemberUpdateEvent Update = Decoded<GuildMemberUpdateEvent>("GUILD_MEMBER_UPDATE", """
        {"guild_id":"100","user":{"id":"301","username":"ann","discriminator":"0","global_name":"Ann","avatar":null,"public_flags":0},"roles":["401"],"nick":"nan","avatar":null,"banner":null,
        "joined_at":"2025-01-01T00:00:00+00:00","premium_since":null,"deaf":false,"mute":false,"pending":false,"communication_disabled_until":null,"flags":2}
        """);

    private static readonly PresenceUpdateEvent Online = Decoded<PresenceUpdateEvent>("PRESENCE_UPDATE", """
        {"guild_id":"100","user":{"id":"301"},"status":"online","activities":[{"name":"chess","type":0,"created_at":1}],"client_status":{"desktop":"online"}}
        """);

    private static readonly VoiceStateUpdateEvent Speaking = Decoded<VoiceStateUpdateEvent>("VOICE_STATE_UPDATE", """
        {"guild_id":"100","channel_id":"202","user_id":"302","session_id":"v","deaf":false,"mute":false,"self_deaf":false,"self_mute":false,"self_video":false,"suppress":false,
        "member":{"user":{"id":"302","username":"ben","discriminator":"0"},"roles":[],"joined_at":"2025-01-01T00:00:00+00:00","deaf":false,"mute":false,"flags":0},"request_to_speak_timestamp":null}
        """);

    private static readonly MessageCreateEvent Spoken = Decoded<MessageCreateEvent>("MESSAGE_CREATE", """
        {"id":"5","channel_id":"201","guild_id":"100","content":"hi","author":{"id":"302","username":"ben","discriminator":"0"},
        "member":{"roles":[],"joined_at":"2025-01-01T00:00:00+00:00","deaf":false,"mute":false,"flags":0},"timestamp":"2025-01-01T00:00:00+00:00","type":0}
        """);

    public static TheoryData<string, bool> Kinds => new()
    {
        { "member", true },
        { "member", false },
        { "member in a timeout", true },
        { "presence", true },
        { "presence", false },
        { "voice", true },
        { "message", true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_that_changes_nothing_allocates_nothing(string kind, bool keepsAll)
    {
        StateSample sample = Sample(keepsAll);
        GatewayEvent[] events = [.. Enumerable.Range(1, Repeats + 10).Select(i => EventOf(kind) with { Sequence = sample.Sequence + i })];
        Apply(sample, events.AsSpan(..10));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Apply(sample, events.AsSpan(10..));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void An_update_of_a_member_that_changes_nothing_tells_who_the_member_was()
    {
        StateSample sample = Sample(keepsAll: true);
        GuildMember known = sample.Tell(Update).GetBefore()!;
        Assert.Null(known.Nick);
        GuildMember changed = sample.Guild.FindMember(Ann)!;

        GuildMemberUpdateEvent unchanged = sample.Tell(Update);
        sample.Tell(Update with { Nick = "later" });

        Assert.Equal(changed, unchanged.GetBefore());
        Assert.Equal(changed.User, unchanged.GetBefore()!.User);
        Assert.Equal("nan", unchanged.GetBefore()!.Nick);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_presence_that_is_the_same_tells_what_it_was_as_it_is_kept(bool keepsActivities, int activities)
    {
        StateSample sample = Sample(keepsActivities);
        sample.Tell(Online);
        Presence kept = sample.Guild.FindPresence(Ann)!;

        PresenceUpdateEvent unchanged = sample.Tell(Online);
        sample.Tell(Online with { Presence = Online.Presence with { Status = UserStatus.Idle } });

        Assert.Equal(kept, unchanged.GetBefore());
        Assert.Equal((UserStatus.Online, activities, Ann), (unchanged.GetBefore()!.Status, unchanged.GetBefore()!.Activities.Count, unchanged.GetBefore()!.User.Id));
    }

    [Fact]
    public void A_voice_state_that_is_the_same_tells_what_it_was_without_the_member()
    {
        StateSample sample = Sample(keepsAll: true);
        sample.Tell(Speaking);
        VoiceState kept = sample.Guild.FindVoiceState(Ben)!;

        VoiceStateUpdateEvent unchanged = sample.Tell(Speaking);
        sample.Tell(Speaking with { VoiceState = Speaking.VoiceState with { SelfMute = true } });

        Assert.Equal(kept, unchanged.GetBefore());
        Assert.Null(unchanged.GetBefore()!.Member);
    }

    [Fact]
    public void The_bots_choice_of_members_is_asked_again_when_a_member_changes_and_not_when_one_does_not()
    {
        List<string?> asked = [];
        var sample = new StateSample(new BotStateOptions
        {
            KeepMember = (_, member) =>
            {
                asked.Add(member.Nick);
                return member.Nick != "gone";
            },
        });
        sample.Tell(Update);
        asked.Clear();

        sample.Tell(Update);
        Assert.Empty(asked);
        sample.Tell(Update with { Nick = "other" });
        Assert.Equal(["other"], asked);
        Assert.Equal("other", sample.Tell(Update with { Nick = "gone" }).GetBefore()!.Nick);
        Assert.Null(sample.Guild.FindMember(Ann));
    }

    private static StateSample Sample(bool keepsAll)
    {
        var sample = new StateSample(new BotStateOptions { Parts = StateParts.All, KeepActivities = keepsAll, KeepMember = keepsAll ? null : static (_, _) => true });
        sample.Tell(new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, UserId = Ben } });
        return sample;
    }

    private static void Apply(StateSample sample, ReadOnlySpan<GatewayEvent> events)
    {
        foreach (GatewayEvent gatewayEvent in events)
        {
            sample.State.Apply(gatewayEvent);
        }
    }

    private static GatewayEvent EventOf(string kind) => kind switch
    {
        "member" => Update,
        "member in a timeout" => Update with { CommunicationDisabledUntil = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        "presence" => Online,
        "voice" => Speaking,
        _ => Spoken,
    };

    private static T Decoded<T>(string name, string json)
        where T : GatewayEvent =>
        Assert.IsType<T>(GatewayEvent.Decode(name, System.Text.Encoding.UTF8.GetBytes(json)));
}
