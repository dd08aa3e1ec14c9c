using Discord.Gateway.Orleans;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>Which run of a shard has taken it over.</summary>
public sealed class ShardRunTests
{
    [Fact]
    public void A_later_run_takes_over_and_of_two_at_once_the_one_that_is_stored()
    {
        ShardRun first = default(ShardRun).Next();
        ShardRun later = first.Next();
        ShardRun other = first with { Id = Guid.NewGuid() };

        Assert.True(later.HasTakenOverFrom(first));
        Assert.False(first.HasTakenOverFrom(later));
        Assert.False(first.HasTakenOverFrom(first));
        Assert.True(first.HasTakenOverFrom(other));
        Assert.True(other.HasTakenOverFrom(first));
    }
}
