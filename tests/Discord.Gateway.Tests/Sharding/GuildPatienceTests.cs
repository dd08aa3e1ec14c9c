namespace Discord.Gateway.Tests.Sharding;

/// <summary>How long the rest of the guilds is waited for. A timestamp is a second here.</summary>
public sealed class GuildPatienceTests
{
    private readonly GuildPatience _patience = new();

    [Fact]
    public void It_ends_15_seconds_after_the_last_guild()
    {
        _patience.Begin(now: 0);
        _patience.Taken(isLoad: true, now: 4);
        _patience.Taken(isLoad: false, now: 10);

        Assert.Equal(TimeSpan.FromSeconds(1), Look(now: 18));
        Assert.False(_patience.HasGivenUp);
        Assert.Equal(TimeSpan.Zero, Look(now: 19));
        Assert.True(_patience.HasGivenUp);
        Assert.Equal(TimeSpan.Zero, Look(now: 20, isConnected: false));
    }

    [Fact]
    public void It_begins_anew_with_a_new_session()
    {
        _patience.Begin(now: 0);
        Look(now: 15);

        _patience.Begin(now: 16);

        Assert.Equal(TimeSpan.FromSeconds(15), Look(now: 16));
    }

    [Fact]
    public void It_begins_when_the_shard_is_seen_to_be_connected()
    {
        Assert.Equal(GuildPatience.Limit, Look(now: 5, isConnected: false));
        Assert.Equal(GuildPatience.Limit, Look(now: 100, isConnected: false));
        Assert.Equal(TimeSpan.FromSeconds(14), Look(now: 101));
        Assert.Equal(GuildPatience.Limit, Look(now: 110, reconnects: 1));
        Assert.Equal(TimeSpan.Zero, Look(now: 125, reconnects: 1));
    }

    [Fact]
    public void Events_that_had_come_by_then_are_looked_at_first_and_later_ones_are_not()
    {
        _patience.Begin(now: 0);

        Assert.Equal(TimeSpan.FromSeconds(1), Look(now: 15, buffered: 2));
        _patience.Taken(isLoad: false, now: 16);
        Assert.Equal(TimeSpan.FromSeconds(1), Look(now: 16, buffered: 50));
        _patience.Taken(isLoad: false, now: 17);
        Assert.Equal(TimeSpan.Zero, Look(now: 17, buffered: 50));
    }

    [Fact]
    public void A_guild_among_those_events_begins_the_wait_anew()
    {
        _patience.Begin(now: 0);
        Look(now: 15, buffered: 1);

        _patience.Taken(isLoad: true, now: 16);

        Assert.Equal(TimeSpan.FromSeconds(14), Look(now: 17));
        Assert.Equal(TimeSpan.Zero, Look(now: 31));
    }

    private TimeSpan Look(long now, bool isConnected = true, int reconnects = 0, int buffered = 0) =>
        _patience.Look(isConnected, reconnects, buffered, now, static (from, to) => TimeSpan.FromSeconds(to - from));
}
