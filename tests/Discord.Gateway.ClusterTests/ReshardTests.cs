using Discord.Gateway.Orleans;
using Orleans.Core.Internal;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>A resharding whose silo goes: before the sessions of the new shards are stored the old shards go on, after that the new ones.</summary>
public sealed class ReshardTests
{
    [Fact]
    public async Task One_whose_silo_stops_while_the_new_shards_connect_leaves_the_old_ones()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        IReshardGrain grain = world.Grains.Resharding;
        Task resharding = world.Cluster.ReshardAsync(6, cancellationToken: TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(async () => await grain.GetStateAsync() is { Phase: not null });
        string[] before = await world.SayAsync(5);

        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        var contents = new List<string>(before);
        while (!resharding.IsCompleted)
        {
            contents.AddRange(await world.SayAsync(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => resharding);
        Assert.Contains("the old shards continue", error.Message, StringComparison.Ordinal);
        await world.UntilConnectedAsync();
        contents.AddRange(await world.SayAsync(5));
        await world.UntilToldAsync([.. contents]);
        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.Equal(4, await world.Cluster.GetTotalShardsAsync());
        Assert.InRange(world.Identifies, 4, 4 + 6);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task When_it_has_completed_everybody_knows_the_new_number()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        foreach (int total in (int[])[3, 2, 3])
        {
            await world.Cluster.ReshardAsync(total, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(total, await world.Cluster.GetTotalShardsAsync());
            await world.UntilConnectedAsync();
        }
    }

    [Fact]
    public async Task One_whose_silo_dies_when_the_new_sessions_are_stored_goes_on_with_the_new_shards()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4, silos: 3);
        IReshardGrain grain = world.Grains.Resharding;
        SiloHandle dying = world.Silos.SecondarySilos[^1];
        Assert.True(await Activations.TryMoveAsync(world.Silos.GrainFactory, grain, dying.SiloAddress));
        Task resharding = world.Cluster.ReshardAsync(6, cancellationToken: TestContext.Current.CancellationToken);
        var contents = new List<string>();
        while (await grain.GetStateAsync() is not ({ IsHandedOver: true } or { Layout.Total: 6 }))
        {
            contents.AddRange(await world.SayAsync(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        await world.Silos.KillSiloAsync(dying, TestContext.Current.CancellationToken);
        contents.AddRange(await world.SayAsync(5));
        await InProcessCluster.UntilAsync(async () => (await Record.ExceptionAsync(async () => await world.Cluster.GetStatusAsync())) is null
            && (await world.Cluster.GetStatusAsync()) is { Count: 6 } status && status.All(shard => shard.Stage == ConnectionStage.Connected));
        contents.AddRange(await world.SayAsync(5));
        await world.UntilToldAsync([.. contents]);
        await Record.ExceptionAsync(() => resharding);

        Assert.Equal(contents.Order(), world.Told.Distinct().Order());
        Assert.Equal(4 + 6, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
