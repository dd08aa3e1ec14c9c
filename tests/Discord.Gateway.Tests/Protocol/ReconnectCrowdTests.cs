using Discord.Gateway.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>From when on shards that disconnect together are a crowd.</summary>
public sealed class ReconnectCrowdTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ReconnectCrowd _crowd;

    public ReconnectCrowdTests()
    {
        _crowd = new ReconnectCrowd(_clock);
    }

    [Fact]
    public void Six_shards_within_a_second_are_a_crowd_and_five_are_none() =>
        Assert.Equal([false, false, false, false, false, true, true], Join(7).Select(disconnect => disconnect(At(0.5))));

    [Fact]
    public void A_shard_that_disconnects_again_and_again_is_one()
    {
        Func<TimeSpan, bool> disconnect = Assert.Single(Join(1));

        Assert.All(Enumerable.Range(0, 20), _ => Assert.False(disconnect(At(0))));
    }

    [Fact]
    public void A_second_later_nobody_is_left_of_a_crowd()
    {
        Func<TimeSpan, bool>[] shards = Join(12);
        Array.ForEach(shards[..6], disconnect => disconnect(At(0)));

        Assert.True(shards[6](At(0.999)));
        Assert.False(shards[7](At(1)));
    }

    [Fact]
    public void The_latest_of_a_crowd_keep_it_together()
    {
        Func<TimeSpan, bool>[] shards = Join(9);
        for (int i = 0; i < 8; i++)
        {
            shards[i](At(i * 0.1));
        }

        // The first two have left it, and six are left.
        Assert.True(shards[8](At(1.15)));
    }

    [Fact]
    public void Shards_count_their_time_from_when_they_were_made()
    {
        Func<TimeSpan, bool>[] early = Join(5);
        _clock.Advance(At(100));
        Func<TimeSpan, bool> late = Assert.Single(Join(1));
        Array.ForEach(early, disconnect => disconnect(At(100)));

        Assert.True(late(At(0)));
    }

    [Fact]
    public void A_shard_that_was_made_later_has_its_first_second_later()
    {
        Func<TimeSpan, bool>[] early = Join(5);
        _clock.Advance(At(100));
        Func<TimeSpan, bool> late = Assert.Single(Join(1));
        Array.ForEach(early, disconnect => disconnect(At(50)));

        Assert.False(late(At(0)));
    }

    [Fact]
    public void All_shards_with_one_clock_are_of_one_crowd()
    {
        Assert.Same(ReconnectCrowd.Of(_clock), ReconnectCrowd.Of(_clock));
        Assert.NotSame(ReconnectCrowd.Of(_clock), ReconnectCrowd.Of(new FakeTimeProvider()));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private Func<TimeSpan, bool>[] Join(int shards) => [.. Enumerable.Range(0, shards).Select(_ => _crowd.Join(_clock.GetTimestamp()))];
}
