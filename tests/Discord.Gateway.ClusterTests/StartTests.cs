using Discord.Gateway.Testing;

namespace Discord.Gateway.ClusterTests;

/// <summary>Clusters whose shards have not identified yet.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_silo_that_dies_while_shards_wait_for_their_turn_to_identify_breaks_no_limit()
    {
        const int Shards = 18;
        await using ClusterWorld world = await ClusterWorld.BeginAsync(Shards, silos: 3, maxConcurrency: 3);
        await world.UntilAsync(() => Task.FromResult(world.Identifies >= 6), TimeSpan.FromSeconds(60));

        // Turns, and those who wait for them, may have been on it.
        await world.Local.KillSiloAsync(world.Local.Silos.Keys.First());
        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == Shards, TimeSpan.FromMinutes(2));

        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Silos_connect_to_where_the_api_that_they_ask_says()
    {
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(asksApi: true);

        Assert.Equal(4, cluster.Identifies);
        Assert.Empty(cluster.Gateway.Violations);
    }

    [Fact]
    public async Task Silos_that_start_while_the_api_does_not_answer_go_on_with_the_sessions()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(100_000_000_000_000_001);
        await BotWorld.UntilConnectedAsync(await world.StartSiloAsync("before", "one", discord));
        await world.StopAsync(index: 0);
        await BotTests.SayEverywhereAsync(discord, "while it was away");

        await BotWorld.UntilConnectedAsync(await world.StartSiloAsync("after", "two", discord, api: new Uri("http://127.0.0.1:9/")));
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == 2));

        Assert.Equal(2, BotTests.CountIdentifies(discord));
        Assert.Empty(discord.Simulator.Violations);
    }
}
