using Discord.Gateway.Orleans;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>Resharding in parts, so that no silo has to run all shards.</summary>
public sealed class PartialReshardTests
{
    [Fact]
    public async Task Four_shards_become_eight_in_four_parts_and_each_event_is_told_once_while_the_other_shards_stay()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4, reshardAtOnce: 3);
        var mixed = new HashSet<int>();

        (List<string> contents, Task resharding) = await ReshardAsync(world, 8, async () => mixed.Add((await world.Cluster.GetStatusAsync()).Count));
        await resharding;
        await UntilConnectedAsync(world, 8);
        await world.UntilToldAsync([.. contents]);

        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.Subset(mixed, new HashSet<int> { 4, 5, 6, 7 });
        Assert.Equal(4 + 8, world.Identifies);
        Assert.Equal(8, await world.Cluster.GetTotalShardsAsync());
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task One_whose_silo_dies_after_some_parts_goes_on_with_the_others_and_loses_nothing()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4, silos: 3, reshardAtOnce: 3);
        IReshardGrain grain = world.Grains.Resharding;
        SiloHandle dying = world.Silos.SecondarySilos[^1];
        Assert.True(await Activations.TryMoveAsync(world.Silos.GrainFactory, grain, dying.SiloAddress));
        bool isKilled = false;

        (List<string> contents, Task resharding) = await ReshardAsync(world, 8, async () =>
        {
            if (!isKilled && await grain.GetStateAsync() is { Layout.Done: 2, InHand: 1, Phase: not null })
            {
                isKilled = true;
                await world.Silos.KillSiloAsync(dying, TestContext.Current.CancellationToken);
            }
        });
        await Record.ExceptionAsync(() => resharding);
        await InProcessCluster.UntilAsync(async () => await Record.ExceptionAsync(world.Cluster.GetTotalShardsAsync) is null && await world.Cluster.GetTotalShardsAsync() == 8);
        await UntilConnectedAsync(world, 8);
        contents.AddRange(await world.SayAsync(2));
        await world.UntilToldAsync([.. contents]);

        Assert.True(isKilled);
        Assert.Equal(contents.Order(), world.Told.Distinct().Order());
        Assert.InRange(world.Identifies, 4 + 8, 4 + 8 + 2);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_keeper_that_moves_between_parts_starts_none_twice()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4, reshardAtOnce: 3);
        var moved = new HashSet<(int, ReshardPhase?)>();

        (List<string> contents, Task resharding) = await ReshardAsync(world, 8, async () =>
        {
            if (await world.Grains.Resharding.GetStateAsync() is { IsRunning: true } state && moved.Add((state.Layout.Done, state.Phase)))
            {
                await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
            }
        });
        await resharding;
        await UntilConnectedAsync(world, 8);
        await world.UntilToldAsync([.. contents]);

        Assert.InRange(moved.Count, 5, 20);
        Assert.Equal(contents.Order(), world.Told.Order());
        Assert.Equal(4 + 8, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    /// <summary>Reshards, and says something in every guild all the time.</summary>
    private static async Task<(List<string> Contents, Task Resharding)> ReshardAsync(InProcessCluster world, int total, Func<Task> atEachStep)
    {
        var contents = new List<string>();
        Task resharding = world.Cluster.ReshardAsync(total, cancellationToken: TestContext.Current.CancellationToken);
        while (!resharding.IsCompleted)
        {
            contents.AddRange(await world.SayAsync(1));
            await Record.ExceptionAsync(atEachStep);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        return (contents, resharding);
    }

    private static Task UntilConnectedAsync(InProcessCluster world, int shards) => InProcessCluster.UntilAsync(async () =>
        (await world.Cluster.GetStatusAsync()) is var status && status.Count == shards && status.All(static shard => shard.Stage == ConnectionStage.Connected));
}
