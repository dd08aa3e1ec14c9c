using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans.Core.Internal;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>A store that fails.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task Shards_identify_while_the_store_takes_no_writes_and_count_one_start_each()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        ISessionStartsGrain starts = world.Silos.GrainFactory.GetGrain<ISessionStartsGrain>(0);
        int before = (await starts.GetLimitAsync()).Remaining;
        world.Storage.RefusesWrites = true;

        foreach (SimulatedConnection connection in world.Gateway.Connections.Where(connection => connection.IsOpen).ToArray())
        {
            connection.InvalidateSession(resumable: false);
        }

        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Identifies == 4));
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).All(shard => shard.Stage == ConnectionStage.Connected));
        Assert.Equal(before - 2, (await starts.GetLimitAsync()).Remaining);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Starts_are_stored_again_when_the_store_takes_writes_again()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        ISessionStartsGrain starts = world.Silos.GrainFactory.GetGrain<ISessionStartsGrain>(0);
        world.Storage.RefusesWrites = true;
        await starts.TryTakeAsync();
        world.Storage.RefusesWrites = false;
        await starts.TryTakeAsync();
        int left = (await starts.GetLimitAsync()).Remaining;

        await starts.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        Assert.Equal((left, 1000 - 3), ((await starts.GetLimitAsync()).Remaining, left));
    }
}
