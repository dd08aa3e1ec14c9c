using Discord.Gateway.Testing;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>The presence of a cluster's shards, and of one of them.</summary>
public sealed class PresenceTests
{
    [Fact]
    public async Task It_reaches_every_shard_and_those_that_start_later()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        await world.Cluster.SetPresenceAsync(Playing("with grains"));
        await InProcessCluster.UntilAsync(() => Task.FromResult(AllPlay(world, "with grains")));

        int connections = world.Gateway.Connections.Count;
        await world.Cluster.DrainAsync((await world.Cluster.GetStatusAsync())[0].Silo!);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Gateway.Connections.Count >= connections + (world.Shards / 2) && AllPlay(world, "with grains")));
    }

    [Fact]
    public async Task That_of_one_shard_alone_moves_with_it_until_another_is_set_for_all()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync();
        await world.Cluster.SetPresenceAsync(Playing("for all"));
        await world.Cluster.GetShard(new ShardId(0, world.Shards)).SetPresenceAsync(Playing("alone"));
        await InProcessCluster.UntilAsync(() => Task.FromResult(LastPresences(world) is ["alone", "for all", "for all", "for all"]));

        int connections = world.Gateway.Connections.Count;
        await world.Cluster.DrainAsync((await world.Cluster.GetStatusAsync())[0].Silo!);
        await InProcessCluster.UntilAsync(() => Task.FromResult(
            world.Gateway.Connections.Count >= connections + (world.Shards / 2) && LastPresences(world) is ["alone", "for all", "for all", "for all"]));

        await world.Cluster.SetPresenceAsync(Playing("anew"));
        await InProcessCluster.UntilAsync(() => Task.FromResult(AllPlay(world, "anew")));
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task One_that_is_set_while_shards_move_reaches_those_too()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 16);
        SiloAddress left = (await world.Cluster.GetStatusAsync())[0].Silo!;

        Task draining = world.Cluster.DrainAsync(left);
        await InProcessCluster.UntilAsync(async () => draining.IsCompleted || (await world.Cluster.GetStatusAsync()).Any(shard => shard.Silo is null));
        await world.Cluster.SetPresenceAsync(Playing("on the way"));
        await draining;

        await InProcessCluster.UntilAsync(() => Task.FromResult(AllPlay(world, "on the way")));
        Assert.DoesNotContain(await world.Cluster.GetStatusAsync(), shard => left.Equals(shard.Silo));
    }

    [Fact]
    public async Task Those_that_are_set_at_once_leave_all_shards_with_the_same()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 16);
        string[] games = ["one", "two", "three", "four"];

        await Task.WhenAll(games.Select(game => world.Cluster.SetPresenceAsync(Playing(game))));

        await InProcessCluster.UntilAsync(() => Task.FromResult(Array.Exists(games, game => AllPlay(world, game))));
    }

    private static BotPresence Playing(string game) => new() { Activities = [BotActivity.Playing(game)] };

    private static bool AllPlay(InProcessCluster world, string game) => Array.TrueForAll(LastPresences(world), last => last == game);

    /// <summary>What each shard's newest connection was told last.</summary>
    private static string?[] LastPresences(InProcessCluster world) => [.. world.Gateway.Connections
        .Where(connection => connection.ShardId is not null)
        .GroupBy(connection => connection.ShardId!.Value.Index)
        .OrderBy(shard => shard.Key)
        .Select(shard => shard.Last().Received.LastOrDefault(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)?.Data
            .GetProperty("activities")[0].GetProperty("name").GetString())];
}
