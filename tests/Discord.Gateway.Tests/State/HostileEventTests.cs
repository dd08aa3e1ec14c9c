using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>Events of which a part cannot be read, or that are late, or kept for long.</summary>
public sealed class HostileEventTests
{
    [Fact]
    public void A_READY_whose_guilds_cannot_be_read_forgets_no_guild()
    {
        var sample = new StateSample();

        sample.Tell((ReadyEvent)Read("READY", """{"v":10,"user":{"id":"900","username":"bot"},"guilds":7,"session_id":"next","resume_gateway_url":"wss://x"}"""));

        Assert.NotNull(sample.State.Find(GuildId));
    }

    [Fact]
    public void A_READY_with_a_guild_that_cannot_be_read_forgets_no_guild()
    {
        var sample = new StateSample();

        sample.Tell((ReadyEvent)Read("READY", """{"v":10,"user":{"id":"900","username":"bot"},"guilds":[{"id":[],"unavailable":true}],"session_id":"next","resume_gateway_url":"wss://x"}"""));

        Assert.Equal(GuildAvailability.Loading, sample.Guild.Availability);
    }

    [Fact]
    public void A_READY_whose_user_cannot_be_read_leaves_the_bot_known()
    {
        var sample = new StateSample();

        sample.Tell((ReadyEvent)Read("READY", """{"v":10,"user":7,"guilds":[{"id":"100","unavailable":true}],"session_id":"next","resume_gateway_url":"wss://x"}"""));

        Assert.Equal(Bot, sample.State.Self!.Id);
        Assert.NotNull(sample.Guild.GetOwnPermissions());
    }

    [Fact]
    public void A_message_that_comes_after_its_author_has_left_makes_no_member()
    {
        var sample = new StateSample();
        sample.Tell(new GuildMemberRemoveEvent { GuildId = GuildId, User = new User { Id = Ann } });

        sample.Tell(new MessageCreateEvent { Message = Message(1, "bye") with { Member = new GuildMember() } });

        Assert.Null(sample.Guild.FindMember(Ann));
    }

    [Fact]
    public void An_interaction_of_a_guild_that_the_bot_is_not_in_is_no_stray_event()
    {
        // A user who has installed the bot may use it anywhere.
        var sample = new StateSample();

        sample.Tell((InteractionCreateEvent)Read("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":2,"token":"t","version":1,"guild_id":"77","data":{"id":"3","name":"x","type":1}}"""));

        Assert.Equal(0, sample.State.GetStatistics().StrayEvents);
    }

    [Fact]
    public void An_event_that_is_kept_keeps_no_guild_that_was_told_anew()
    {
        var sample = new StateSample();
        (WeakReference guild, GuildRoleUpdateEvent? kept) = ChangeRole(sample);
        (WeakReference other, _) = ChangeRole(sample, keepsEvent: false);
        TellAnew(sample);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal("moderators", kept!.GetBefore()!.Name);
        Assert.False(other.IsAlive, "control");
        Assert.False(guild.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellAnew(StateSample sample)
    {
        for (int i = 0; i < 3; i++)
        {
            sample.Tell(Created);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Guild, GuildRoleUpdateEvent? Update) ChangeRole(StateSample sample, bool keepsEvent = true)
    {
        sample.Tell(Created);
        GuildRoleUpdateEvent update = sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = Moderators, Name = "mods" } });
        return (new WeakReference(sample.State.Shards.Single().Guilds.Find(GuildId.Value)!), keepsEvent ? update : null);
    }

    private static GatewayEvent Read(string name, string data) =>
        JsonSerializer.Deserialize<GatewayEvent>(Encoding.UTF8.GetBytes($$"""{"op":0,"t":"{{name}}","s":1,"d":""" + data + "}"))!;
}
