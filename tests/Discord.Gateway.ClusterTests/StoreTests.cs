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
        ISessionStartsGrain starts = world.Grains.SessionStarts;
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
    public async Task Shards_identify_while_the_store_hangs()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        var hanging = new TaskCompletionSource();
        world.Storage.Hangs = hanging;
        try
        {
            foreach (SimulatedConnection connection in world.Gateway.Connections.Where(connection => connection.IsOpen).ToArray())
            {
                connection.InvalidateSession(resumable: false);
            }

            await InProcessCluster.UntilAsync(() => Task.FromResult(world.Identifies == 4));
            await world.UntilConnectedAsync();
            Assert.Empty(world.Gateway.Violations);
        }
        finally
        {
            world.Storage.Hangs = null;
            hanging.SetResult();
        }
    }

    [Fact]
    public async Task Starts_are_stored_again_when_the_store_takes_writes_again()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        ISessionStartsGrain starts = world.Grains.SessionStarts;
        world.Storage.RefusesWrites = true;
        await starts.TryTakeAsync();
        world.Storage.RefusesWrites = false;
        await starts.TryTakeAsync();
        int left = (await starts.GetLimitAsync()).Remaining;

        await starts.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        Assert.Equal((left, 1000 - 3), ((await starts.GetLimitAsync()).Remaining, left));
    }

    [Fact]
    public async Task Shards_move_while_the_store_takes_no_writes()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6);
        SiloAddress left = (await world.Cluster.GetStatusAsync())[0].Silo!;
        world.Storage.RefusesWrites = true;

        string[] before = await world.SayAsync(10);
        await world.Cluster.DrainAsync(left);
        await world.UntilConnectedAsync();
        string[] after = await world.SayAsync(10);
        await world.UntilToldAsync([.. before, .. after]);

        Assert.Equal(before.Concat(after).Order(), world.Told.Order());
        Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), shard => left.Equals(shard.Silo));
        Assert.Equal(6, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Shards_move_while_the_store_hangs()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        SiloAddress left = (await world.Cluster.GetStatusAsync())[0].Silo!;
        world.Storage.Hangs = new TaskCompletionSource();

        string[] before = await world.SayAsync(10);
        await world.Cluster.DrainAsync(left);
        await world.UntilConnectedAsync();
        string[] after = await world.SayAsync(10);
        await world.UntilToldAsync([.. before, .. after]);
        world.Storage.Hangs.SetResult();
        world.Storage.Hangs = null;

        Assert.Equal(before.Concat(after).Order(), world.Told.Order());
        Assert.Equal(2, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Shards_run_on_when_the_store_goes_back_in_time()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        object kept = world.Storage.Keep();
        await world.Cluster.DrainAsync((await world.Cluster.GetStatusAsync())[0].Silo!);
        await world.UntilConnectedAsync();
        string[] before = await world.SayAsync(10);
        await world.UntilToldAsync(before);
        int connections = world.Gateway.Connections.Count;

        world.Storage.GoBackTo(kept);
        string[] after = await world.SayAsync(10);
        await world.UntilToldAsync(after);
        await InProcessCluster.UntilAsync(() => Task.FromResult(Enumerable.Range(0, 4).All(index => world.Stored(index)?.Sequence > 60)));

        Assert.Equal(connections, world.Gateway.Connections.Count);
        Assert.Equal(before.Concat(after).Order(), world.Told.Order());
        Assert.Equal(4, world.Identifies);
    }
}
