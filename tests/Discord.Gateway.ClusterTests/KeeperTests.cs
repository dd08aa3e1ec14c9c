using Discord.Gateway.Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>A keeper that moves: the next one knows what the silos report.</summary>
public sealed class KeeperTests
{
    [Fact]
    public async Task A_drained_silo_gets_no_shards_from_the_next_keeper()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6, silos: 3);
        SiloAddress drained = (await world.Cluster.GetStatusAsync())[0].Silo!;
        await world.Cluster.DrainAsync(drained);
        await world.UntilConnectedAsync();

        for (int keeper = 0; keeper < 3; keeper++)
        {
            await MoveKeeperAsync(world);
            await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()) is var status
                && status.All(shard => shard.Stage == ConnectionStage.Connected) && status.GroupBy(shard => shard.Silo).All(silo => silo.Count() == 3));
        }

        Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), shard => drained.Equals(shard.Silo));
        Assert.Equal(6, world.Identifies);
    }

    [Fact]
    public async Task Shards_stay_where_they_are_when_the_keeper_moves()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6, silos: 3);
        SiloAddress?[] places = [.. (await world.Cluster.GetStatusAsync()).Select(shard => shard.Silo)];
        int connections = world.Gateway.Connections.Count;

        await MoveKeeperAsync(world);
        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).All(shard => shard.Stage == ConnectionStage.Connected));
        string[] said = await world.SayAsync(10);
        await world.UntilToldAsync(said);

        Assert.Equal(places, (await world.Cluster.GetStatusAsync()).Select(shard => shard.Silo));
        Assert.Equal(connections, world.Gateway.Connections.Count);
    }

    [Fact]
    public async Task Shards_are_not_said_to_run_nowhere_while_a_new_keeper_has_not_heard_of_them()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 6, silos: 3);

        for (int keeper = 0; keeper < 3; keeper++)
        {
            await MoveKeeperAsync(world);
            await world.Grains.Keeper.GetLayoutAsync();

            Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), static shard => shard.Silo is null);
        }
    }

    [Fact]
    public async Task A_presence_outlives_the_keeper()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        await world.Cluster.SetPresenceAsync(new BotPresence { Activities = [BotActivity.Playing("on")] });

        await MoveKeeperAsync(world);

        SharedPresence presence = await world.Grains.Keeper.GetPresenceAsync();
        Assert.Equal((1, "on"), (presence.Version, SharedPresence.Parse(presence.Json)!.Activities[0].Name));
    }

    private static Task MoveKeeperAsync(InProcessCluster world) =>
        world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken).AsTask();
}
