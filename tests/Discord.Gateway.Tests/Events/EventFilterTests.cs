namespace Discord.Gateway.Tests.Events;

public sealed class EventFilterTests
{
    private static readonly EventFilter Messages = EventFilter.Only(GatewayEventType.MessageCreate);
    private static readonly EventFilter Guilds = EventFilter.Only(GatewayEventType.GuildCreate);

    [Fact]
    public void Together_two_filters_include_what_either_does()
    {
        EventFilter both = Messages.With(Guilds);

        Assert.Equal([GatewayEventType.MessageCreate, GatewayEventType.GuildCreate], Enum.GetValues<GatewayEventType>().Where(both.Includes).OrderByDescending(type => type == GatewayEventType.MessageCreate));
    }

    [Fact]
    public void What_another_filter_adds_to_all_events_was_not_asked_for_by_name()
    {
        Assert.Empty(EventFilter.All.With(Guilds).GetMissing(GatewayIntents.None));
        Assert.Contains(GatewayEventType.MessageCreate, Messages.With(Guilds).GetMissing(GatewayIntents.None));
    }
}
