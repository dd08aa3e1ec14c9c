using Discord.Gateway.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>What may not happen twice in a cluster.</summary>
public sealed class FenceTests
{
    [Fact]
    public async Task A_run_that_another_has_taken_over_is_refused_and_ends()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        var shardId = new ShardId(0, 2);
        IShardControl shard = world.Grains.Shard(shardId);
        ClusterShard before = await shard.GetStatusAsync();
        SiloShards elsewhere = world.Silos.Silos.Cast<InProcessSiloHandle>().Single(silo => !silo.SiloAddress.Equals(before.Silo)).SiloHost.Services.GetRequiredService<SiloShards>();

        // As on a silo that was believed dead, and lives: it holds the session, and knows nothing of the other.
        ShardSession? session = await shard.LoadAsync();
        await elsewhere.StartAsync(shardId, default, session, presence: null);
        Assert.NotNull(elsewhere.Find(shardId));

        // It saves every 5 s, and is told.
        await InProcessCluster.UntilAsync(() => Task.FromResult(elsewhere.Find(shardId) is null));
        await InProcessCluster.UntilAsync(async () => (await shard.GetStatusAsync()) is { Stage: ConnectionStage.Connected } now && now.Silo!.Equals(before.Silo));
    }

    [Fact]
    public async Task The_turn_to_identify_comes_in_order_and_five_seconds_after_the_last_and_is_taken_back_from_who_has_died()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        IIdentifyKeyGrain key = world.Grains.IdentifyKey(7);
        Guid first = Guid.NewGuid();
        Guid second = Guid.NewGuid();

        Assert.NotEqual(TimeSpan.Zero, await key.AskAsync(first));
        Assert.NotEqual(TimeSpan.Zero, await key.AskAsync(second));
        long started = TimeProvider.System.GetTimestamp();
        await InProcessCluster.UntilAsync(async () =>
        {
            TimeSpan wait = await key.AskAsync(first);
            Assert.NotEqual(TimeSpan.Zero, await key.AskAsync(second));
            return wait == TimeSpan.Zero;
        });
        await key.DoneAsync(first);
        long done = TimeProvider.System.GetTimestamp();

        // The first does not ask any more.
        await InProcessCluster.UntilAsync(async () => await key.AskAsync(second) == TimeSpan.Zero);
        Assert.True(TimeProvider.System.GetElapsedTime(done) >= TimeSpan.FromSeconds(5));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(10));
    }
}
