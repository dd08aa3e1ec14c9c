using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>How many guilds a shard has, from its events alone.</summary>
public sealed class GuildCounterTests
{
    private readonly GuildCounter _guilds = new(count: null);

    [Fact]
    public void Before_ready_nobody_knows()
    {
        Assert.Null(_guilds.Count);
        Assert.True(_guilds.IsComplete);
        Assert.False(Create(1));
        Assert.Null(_guilds.Count);
    }

    [Fact]
    public void Guilds_of_ready_are_counted_once_and_told_to_be_loaded_once()
    {
        Assert.False(Ready(1, 2));
        Assert.Equal((2, false), (_guilds.Count, _guilds.IsComplete));

        Assert.True(Create(1));
        Assert.Equal((2, false), (_guilds.Count, _guilds.IsComplete));
        Assert.True(Create(2));
        Assert.Equal((2, true), (_guilds.Count, _guilds.IsComplete));
    }

    [Fact]
    public void A_guild_that_the_bot_joins_is_one_more_and_one_that_it_leaves_is_one_less()
    {
        Ready(1);
        Create(1);

        Assert.False(Create(2));
        Assert.Equal(2, _guilds.Count);
        Assert.False(Delete(1, isUnavailable: null));
        Assert.Equal(1, _guilds.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void A_guild_that_the_bot_left_before_it_was_loaded_is_not_waited_for(bool? isUnavailable)
    {
        Ready(1, 2);
        Create(1);

        Delete(2, isUnavailable);

        Assert.Equal((1, true), (_guilds.Count, _guilds.IsComplete));
    }

    [Fact]
    public void A_guild_in_an_outage_still_counts_and_is_loaded_when_it_comes_back()
    {
        Ready(1);
        Create(1);

        Assert.False(Delete(1, isUnavailable: true));
        Assert.Equal((1, false), (_guilds.Count, _guilds.IsComplete));
        Assert.True(Create(1));
        Assert.Equal((1, true), (_guilds.Count, _guilds.IsComplete));
    }

    [Fact]
    public void A_new_session_counts_anew()
    {
        Ready(1, 2, 3);

        Ready(4);

        Assert.Equal(1, _guilds.Count);
        Assert.True(Create(4));
        Assert.True(_guilds.IsComplete);
    }

    [Fact]
    public void A_count_from_an_earlier_process_goes_on()
    {
        var guilds = new GuildCounter(count: 7);

        Assert.False(guilds.Note(new GuildCreateEvent { Guild = new Guild { Id = 1 } }));

        Assert.Equal(8, guilds.Count);
    }

    [Fact]
    public void Other_events_change_nothing()
    {
        Ready(1);

        Assert.False(_guilds.Note(new ResumedEvent()));

        Assert.Equal((1, false), (_guilds.Count, _guilds.IsComplete));
    }

    private bool Ready(params ulong[] guilds) => _guilds.Note(new ReadyEvent { Guilds = [.. guilds.Select(id => new UnavailableGuild { Id = id, Unavailable = true })] });

    private bool Create(ulong guild) => _guilds.Note(new GuildCreateEvent { Guild = new Guild { Id = guild } });

    private bool Delete(ulong guild, bool? isUnavailable) =>
        _guilds.Note(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = guild, Unavailable = isUnavailable } });
}
