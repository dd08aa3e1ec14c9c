using Discord.Gateway.Protocol;
using Discord.Gateway.Shards;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Which events were handled before the shard was made: those of its own session up to its place, and never RESUMED.</summary>
public sealed class ReplayedEventTests
{
    private static readonly ShardSession Given = new("session", null, 5) { ReplayAfter = 2 };

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(null, false)]
    public void Those_up_to_the_place_of_the_session(int? sequence, bool isReplayed) =>
        Assert.Equal(isReplayed, EventCursor.IsReplayed(Given, GatewayEventType.MessageCreate, GatewayProtocol.GivenSession, sequence));

    [Fact]
    public void None_without_a_session_none_of_another_and_never_resumed()
    {
        Assert.False(EventCursor.IsReplayed(null, GatewayEventType.MessageCreate, GatewayProtocol.GivenSession, 5));
        Assert.False(EventCursor.IsReplayed(Given, GatewayEventType.MessageCreate, GatewayProtocol.GivenSession + 1, 5));
        Assert.False(EventCursor.IsReplayed(Given, GatewayEventType.Resumed, GatewayProtocol.GivenSession, 5));
    }
}
