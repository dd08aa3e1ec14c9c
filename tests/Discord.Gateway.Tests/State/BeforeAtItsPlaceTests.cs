using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What an event changed is told as it was at the event's own place in the order, however late it is asked.</summary>
public sealed class BeforeAtItsPlaceTests
{
    [Fact]
    public void Of_a_guild_in_an_outage_everything_that_was_known_can_be_read()
    {
        var sample = new StateSample();

        GuildDeleteEvent outage = sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId, Unavailable = true } });

        Assert.Single(outage.GetBefore()!.Value.VoiceStates);
        Assert.Single(outage.GetBefore()!.Value.Presences);
    }

    [Fact]
    public void A_guild_was_available_before_its_outage()
    {
        var sample = new StateSample();

        GuildDeleteEvent outage = sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId, Unavailable = true } });

        Assert.Equal(GuildAvailability.Available, outage.GetBefore()!.Value.Availability);
    }

    [Fact]
    public void The_guild_before_it_came_back_has_the_messages_that_it_had()
    {
        var sample = new StateSample();
        sample.Tell(new MessageCreateEvent { Message = Message(1, "one") });
        GuildCreateEvent back = sample.Tell(Created);
        Assert.Equal("one", back.GetBefore()!.Value.FindMessage(1)!.Content);

        sample.Tell(new MessageUpdateEvent { Message = Message(1, "won") });

        Assert.Equal("one", back.GetBefore()!.Value.FindMessage(1)?.Content);
    }
}
