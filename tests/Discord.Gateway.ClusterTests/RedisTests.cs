using System.Diagnostics;
using StackExchange.Redis;

namespace Discord.Gateway.ClusterTests;

/// <summary>Clusters whose membership and sessions are kept in Redis, as those on several machines are.</summary>
public sealed class RedisTests
{
    [Fact]
    public async Task Shards_of_a_silo_that_is_killed_resume_on_the_others_where_redis_keeps_membership_and_sessions()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await DeathTests.KillOneOfThreeAsync(redis.Address);
    }

    [Fact]
    public async Task Silos_that_are_all_killed_at_once_and_started_anew_have_their_shards_back_and_spend_no_identify()
    {
        const int Shards = 48;
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(Shards, silos: 3, maxConcurrency: 16, redis.Address);
        await world.Local.LeaveAsync();
        world.BeginSending();
        await Task.Delay(TimeSpan.FromSeconds(8), ClusterWorld.Cancellation);
        int identifies = world.Identifies;

        await Task.WhenAll(world.Local.Silos.Keys.ToList().Select(world.Local.KillSiloAsync));
        long killed = Stopwatch.GetTimestamp();
        Enumerable.Range(0, 3).ToList().ForEach(_ => world.Local.StartSilo());
        await world.UntilAsync(() => Task.FromResult(CountConnected() == Shards), TimeSpan.FromMinutes(1));
        TestContext.Current.SendDiagnosticMessage($"All were back after {Stopwatch.GetElapsedTime(killed)}.");
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));

        // Sessions are saved every 5 s: what was handled since is told again.
        world.AssertToldAll(sent, mayDouble: 6 * ClusterWorld.MessagesPerSecond);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);

        int CountConnected() => world.Gateway.Connections.Count(connection => connection is { IsOpen: true, ShardId: not null });
    }

    [Fact]
    public async Task Shards_come_back_after_a_resharding_while_the_table_of_members_is_lost()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(shards: 4, silos: 2, maxConcurrency: 16, redis.Address);

        await using ConnectionMultiplexer store = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        RedisKey table = store.GetServer(redis.Address).Keys(pattern: "*members*").Single();
        await store.GetDatabase().KeyRenameAsync(table, "elsewhere");
        await world.Local.Cluster.ReshardAsync(6, cancellationToken: ClusterWorld.Cancellation);
        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == 6, TimeSpan.FromSeconds(20));

        // Without it, no silo can be stopped either.
        await store.GetDatabase().KeyRenameAsync("elsewhere", table);
        Assert.Equal(4 + 6, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
