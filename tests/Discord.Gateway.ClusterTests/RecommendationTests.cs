using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>A bot whose options do not say how many shards it has.</summary>
public sealed class RecommendationTests
{
    private const ulong BotId = 100_000_000_000_000_001;

    [Fact]
    public async Task A_bot_that_has_outgrown_its_shards_while_it_was_away_is_resharded_to_what_Discord_recommends_now()
    {
        await using var world = new BotWorld();
        await RunWithOneShardAsync(world);

        // Neither its session nor its one shard is accepted any more.
        GatewaySimulatorServer now = await world.StartDiscordAsync(BotId, recommended: 2, maxGuilds: 1);
        DiscordCluster after = await world.StartSiloAsync("after", "two", now, shards: null);
        await BotWorld.UntilConnectedAsync(after, shards: 2);
        await BotTests.SayEverywhereAsync(now, "hello");
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == 2));

        Assert.Equal([("after", "hello"), ("after", "hello")], world.Told);
    }

    [Fact]
    public async Task A_recommendation_that_grew_is_honoured_with_a_hand_over_at_the_next_start()
    {
        await using var world = new BotWorld();
        await RunWithOneShardAsync(world);

        GatewaySimulatorServer now = await world.StartDiscordAsync(BotId, recommended: 4);
        DiscordCluster after = await world.StartSiloAsync("after", "two", now, shards: null);
        await BotWorld.UntilConnectedAsync(after, shards: 4);

        Assert.Empty(now.Simulator.Violations);
        Assert.Equal(1 + 4, BotTests.CountIdentifies(now));
    }

    [Fact]
    public async Task A_number_that_a_call_has_set_below_the_recommendation_stays()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId, recommended: 2);
        DiscordCluster before = await world.StartSiloAsync("before", "one", discord, shards: null);
        await BotWorld.UntilConnectedAsync(before, shards: 2);
        await before.ReshardAsync(1, cancellationToken: TestContext.Current.CancellationToken);
        await BotWorld.UntilConnectedAsync(before, shards: 1);
        await world.StopAsync(index: 0);

        DiscordCluster after = await world.StartSiloAsync("after", "two", discord, shards: null);
        await BotWorld.UntilConnectedAsync(after, shards: 1);

        Assert.Equal(2 + 1, BotTests.CountIdentifies(discord));
        Assert.Equal(1, await after.GetTotalShardsAsync());
    }

    [Fact]
    public async Task A_number_that_is_taken_out_of_the_options_gives_way_to_the_recommendation()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId, recommended: 2);
        int silos = 0;
        foreach (int? configured in (int?[])[null, 1, null])
        {
            DiscordCluster cluster = await world.StartSiloAsync("bot", $"cluster {silos}", discord, shards: configured);
            await BotWorld.UntilConnectedAsync(cluster, configured ?? 2);
            await world.StopAsync(silos++);
        }

        Assert.Equal(2 + 1 + 2, BotTests.CountIdentifies(discord));
    }

    [Fact]
    public async Task A_resharding_that_comes_to_nothing_is_tried_again()
    {
        await using var world = new BotWorld();
        await RunWithOneShardAsync(world);
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId, recommended: 2);
        DiscordCluster[] clusters = [await world.StartSiloAsync("first", "two", discord, shards: null), await world.StartSiloAsync("second", "two", discord, shards: null)];
        IGrainFactory grains = world.ServicesOf(1).GetRequiredService<IGrainFactory>();
        IReshardGrain resharding = new BotGrains(grains, BotName.Of(discord.Simulator.Options.Token, deployment: null)).Resharding;

        // The silo that runs both sets of shards stops before they are handed over.
        await InProcessCluster.UntilAsync(async () => await resharding.GetStateAsync() is { IsRunning: true });
        SiloAddress silo = (await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(resharding, TestContext.Current.CancellationToken))!;
        int stopped = silo.Equals(world.AddressOf(1)) ? 1 : 2;
        await world.StopAsync(stopped);
        DiscordCluster left = clusters[stopped == 1 ? 1 : 0];
        await InProcessCluster.UntilAsync(async () => await Record.ExceptionAsync(left.GetTotalShardsAsync) is null);
        int total = await left.GetTotalShardsAsync();
        await BotWorld.UntilConnectedAsync(left, shards: 2);

        Assert.Equal(1, total);
    }

    /// <summary>Runs the bot, for which Discord recommends one shard, and stops it; its session is known nowhere any more.</summary>
    private static async Task RunWithOneShardAsync(BotWorld world)
    {
        GatewaySimulatorServer then = await world.StartDiscordAsync(BotId, recommended: 1);
        DiscordCluster before = await world.StartSiloAsync("before", "one", then, shards: null);
        await BotWorld.UntilConnectedAsync(before, shards: 1);
        await world.StopAsync(index: 0);
        await then.DisposeAsync();
    }
}
