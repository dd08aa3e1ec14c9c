using System.Text;

namespace Discord.Gateway.Tests.Handlers;

/// <summary>What an event waits for.</summary>
public class EventOrderTests
{
    private static readonly EventKeys OfChannel = new(new EventKey(EventKeyKind.Channel, 10));
    private static readonly EventKeys OfGuild = new(new EventKey(EventKeyKind.Guild, 20));
    private static readonly EventKeys OfUser = new(new EventKey(EventKeyKind.User, 30));

    private static readonly GatewayEvent Message = GatewayEvent.Decode("MESSAGE_CREATE", """{"id":"1","channel_id":"10","guild_id":"20","author":{"id":"30"}}"""u8);
    private static readonly GatewayEvent DirectMessage = GatewayEvent.Decode("MESSAGE_CREATE", """{"id":"1","channel_id":"10","author":{"id":"30"}}"""u8);
    private static readonly GatewayEvent Join = GatewayEvent.Decode("GUILD_MEMBER_ADD", """{"guild_id":"20","user":{"id":"30"}}"""u8);

    [Fact]
    public void A_message_waits_for_its_channel_or_its_guild()
    {
        Assert.Equal(OfChannel, EventOrder.PerChannel.KeysOf(Message));
        Assert.Equal(OfGuild, EventOrder.PerGuild.KeysOf(Message));
    }

    [Fact]
    public void A_direct_message_waits_for_its_channel()
    {
        Assert.Equal(OfChannel, EventOrder.PerChannel.KeysOf(DirectMessage));
        Assert.Equal(OfChannel, EventOrder.PerGuild.KeysOf(DirectMessage));
    }

    [Fact]
    public void What_belongs_to_a_guild_and_no_channel_waits_for_its_guild() => Assert.Equal(OfGuild, EventOrder.PerChannel.KeysOf(Join));

    [Fact]
    public void An_interaction_waits_for_its_user_alone()
    {
        GatewayEvent interaction = GatewayEvent.Decode(
            "INTERACTION_CREATE", """{"id":"1","application_id":"2","type":2,"token":"x","version":1,"channel_id":"10","guild_id":"20","member":{"user":{"id":"30"}}}"""u8);

        Assert.Equal(OfUser, EventOrder.PerChannel.KeysOf(interaction));
        Assert.Equal(OfGuild, EventOrder.PerGuild.KeysOf(interaction));
    }

    [Fact]
    public void A_voice_state_waits_for_its_channel_and_its_guild()
    {
        GatewayEvent moved = GatewayEvent.Decode("VOICE_STATE_UPDATE", """{"guild_id":"20","channel_id":"10","user_id":"30","session_id":"x"}"""u8);
        GatewayEvent left = GatewayEvent.Decode("VOICE_STATE_UPDATE", """{"guild_id":"20","channel_id":null,"user_id":"30","session_id":"x"}"""u8);

        Assert.Equal(new EventKeys(OfChannel.First, OfGuild.First), EventOrder.PerChannel.KeysOf(moved));
        Assert.Equal(OfGuild, EventOrder.PerChannel.KeysOf(left));
    }

    [Theory]
    [InlineData("READY", """{"v":10,"user":{"id":"30"},"guilds":[],"session_id":"x","resume_gateway_url":"wss://x"}""")]
    [InlineData("RESUMED", "{}")]
    [InlineData("USER_UPDATE", """{"id":"30"}""")]
    [InlineData("SOMETHING_NEW", """{"user_id":"30"}""")]
    public void What_belongs_to_neither_guild_nor_channel_is_a_barrier(string name, string data)
    {
        GatewayEvent gatewayEvent = GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data));

        Assert.Equal(EventKeys.Barrier, EventOrder.PerChannel.KeysOf(gatewayEvent));
        Assert.Equal(EventKeys.Barrier, EventOrder.PerGuild.KeysOf(gatewayEvent));
    }

    [Fact]
    public void An_event_of_an_unknown_kind_waits_for_its_channel() =>
        Assert.Equal(OfChannel, EventOrder.PerChannel.KeysOf(GatewayEvent.Decode("SOMETHING_NEW", """{"guild_id":"20","channel_id":"10"}"""u8)));

    [Fact]
    public void An_own_key_is_asked_for_everything_but_READY_and_RESUMED()
    {
        EventOrder order = EventOrder.By(gatewayEvent => gatewayEvent is MessageCreateEvent ? 7 : null);

        Assert.Equal(new EventKeys(new EventKey(EventKeyKind.Own, 7)), order.KeysOf(Message));
        Assert.Equal(EventKeys.Barrier, order.KeysOf(Join));
        Assert.Equal(EventKeys.Barrier, EventOrder.By(_ => 7).KeysOf(GatewayEvent.Decode("RESUMED", "{}"u8)));
    }
}
