namespace Discord.Gateway.ClusterTests;

/// <summary>Clusters whose membership and sessions are kept in Redis, as those on several machines are.</summary>
public sealed class RedisTests
{
    [Fact]
    public async Task Shards_of_a_silo_that_is_killed_resume_on_the_others_where_redis_keeps_membership_and_sessions()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "There is no redis-server here: apt-get install redis-server.");
        await using RedisServer redis = await RedisServer.StartAsync();
        await DeathTests.KillOneOfThreeAsync(redis.Address);
    }
}
