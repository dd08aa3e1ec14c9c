using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.ClusterTests;

/// <summary>Several bots, or several deployments of one, with one store.</summary>
public sealed class BotTests
{
    [Theory]
    [InlineData("one", "one")]
    [InlineData("one", "two")]
    public async Task Two_bots_in_one_store_have_their_own_shards_and_sessions_in_one_cluster_or_in_two(string firstCluster, string secondCluster)
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer first = await world.StartDiscordAsync(100_000_000_000_000_001);
        GatewaySimulatorServer second = await world.StartDiscordAsync(100_000_000_000_000_002);
        DiscordCluster ofFirst = await world.StartSiloAsync("first", firstCluster, first);
        DiscordCluster ofSecond = await world.StartSiloAsync("second", secondCluster, second);
        await BotWorld.UntilConnectedAsync(ofFirst);
        await BotWorld.UntilConnectedAsync(ofSecond);

        await SayEverywhereAsync(first, "to the first");
        await SayEverywhereAsync(second, "to the second");
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == 4));

        Assert.Equal([("first", "to the first"), ("first", "to the first"), ("second", "to the second"), ("second", "to the second")], world.Told.Order());
        Assert.Equal(2, CountIdentifies(first));
        Assert.Equal(2, CountIdentifies(second));
        Assert.Empty(first.Simulator.Violations);
        Assert.Empty(second.Simulator.Violations);
    }

    [Fact]
    public async Task A_silo_without_shards_says_which_of_two_bots_it_means()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer first = await world.StartDiscordAsync(100_000_000_000_000_001);
        GatewaySimulatorServer second = await world.StartDiscordAsync(100_000_000_000_000_002);
        await world.StartSiloAsync("first", "one", first);
        DiscordCluster any = await world.StartWatcherAsync("one");
        DiscordCluster other = await world.StartWatcherAsync("one", options => options.BotId = 100_000_000_000_000_002);
        await BotWorld.UntilConnectedAsync(any);
        InvalidOperationException none = await Assert.ThrowsAnyAsync<InvalidOperationException>(other.GetTotalShardsAsync);
        await world.StartSiloAsync("second", "one", second);
        await InProcessCluster.UntilAsync(async () => await Record.ExceptionAsync(other.GetTotalShardsAsync) is null);
        await BotWorld.UntilConnectedAsync(other);

        InvalidOperationException several = await Assert.ThrowsAnyAsync<InvalidOperationException>(any.GetTotalShardsAsync);

        Assert.Equal("No silo of the cluster currently runs shards of the bot 100000000000000002. At least one silo must call AddDiscordGateway; a new silo is known after a few seconds.", none.Message);
        Assert.Equal("The silos of the cluster run 2 bots or deployments. Choose one: set BotId or Deployment in UseDiscordCluster.", several.Message);
    }

    [Fact]
    public async Task A_green_deployment_starts_beside_the_blue_one_which_stops_then_and_neither_touches_the_other()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(100_000_000_000_000_001);
        DiscordCluster watcher = await world.StartWatcherAsync("one", options => options.Deployment = "green");
        DiscordCluster blue = await world.StartSiloAsync("blue", "one", discord, "blue");
        DiscordCluster green = await world.StartSiloAsync("green", "one", discord, "green");
        await BotWorld.UntilConnectedAsync(blue);
        await BotWorld.UntilConnectedAsync(green);
        await SayEverywhereAsync(discord, "to both");
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == 4));

        await world.StopAsync(index: 1);
        await SayEverywhereAsync(discord, "to green");
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == 6));
        await BotWorld.UntilConnectedAsync(watcher);

        Assert.Equal(
            [("blue", "to both"), ("blue", "to both"), ("green", "to both"), ("green", "to both"), ("green", "to green"), ("green", "to green")], world.Told.Order());
        Assert.Equal(4, CountIdentifies(discord));
        Assert.Empty(discord.Simulator.Violations);
    }

    [Fact]
    public async Task A_deployment_without_a_name_is_resharded_on_its_own_silos_and_a_green_one_beside_it_is_not()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(100_000_000_000_000_001);
        DiscordCluster unnamed = await world.StartSiloAsync("unnamed", "one", discord);
        DiscordCluster green = await world.StartSiloAsync("green", "one", discord, "green");
        await BotWorld.UntilConnectedAsync(unnamed);
        await BotWorld.UntilConnectedAsync(green);
        var grains = new BotGrains(world.ServicesOf(0).GetRequiredService<IGrainFactory>(), BotName.Of(discord.Simulator.Options.Token, deployment: null));
        Assert.False(await Activations.TryMoveAsync(world.ServicesOf(0).GetRequiredService<IGrainFactory>(), grains.Resharding, world.AddressOf(1), attempts: 20));

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        Exception? error = await Record.ExceptionAsync(() => unnamed.ReshardAsync(3, cancellationToken: patience.Token));

        Assert.True(error is null, $"{error?.Message} Without a name: {await PrintAsync(unnamed)}. Green: {await PrintAsync(green)}.");
        await BotWorld.UntilConnectedAsync(unnamed, shards: 3);
        Assert.Equal("Connected, Connected", await PrintAsync(green));
        Assert.Equal(2 + 2 + 3, CountIdentifies(discord));
        Assert.Empty(discord.Simulator.Violations);
    }

    [Fact]
    public async Task A_silo_that_names_no_deployment_means_the_one_without_a_name_while_there_is_one()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(100_000_000_000_000_001);
        DiscordCluster any = await world.StartWatcherAsync("one");
        DiscordCluster unnamed = await world.StartSiloAsync("unnamed", "one", discord);
        DiscordCluster green = await world.StartSiloAsync("green", "one", discord, "green");
        await BotWorld.UntilConnectedAsync(unnamed);
        await BotWorld.UntilConnectedAsync(green);
        IClusterManifestProvider known = world.ServicesOf(0).GetRequiredService<IClusterManifestProvider>();
        await InProcessCluster.UntilAsync(() => Task.FromResult(known.Current.Silos.Values.Count(silo => BotPlacement.Find(silo) is not null) == 2));

        SiloAddress?[] before = [.. (await any.GetStatusAsync()).Select(shard => shard.Silo)];
        await world.StopAsync(index: 1);
        await InProcessCluster.UntilAsync(() => Task.FromResult(known.Current.Silos.Values.Count(silo => BotPlacement.Find(silo) is not null) == 1));
        SiloAddress?[] after = [.. (await any.GetStatusAsync()).Select(shard => shard.Silo)];

        Assert.Equal([world.AddressOf(1), world.AddressOf(1), world.AddressOf(2), world.AddressOf(2)], before.Concat(after));
    }

    [Theory]
    [InlineData("")]
    [InlineData("blue.green")]
    [InlineData("blue/green")]
    [InlineData("a-name-of-thirty-three-characters")]
    public void A_deployment_that_is_no_name_is_refused(string deployment)
    {
        var options = new DiscordClusterOptions();

        ArgumentException error = Assert.Throws<ArgumentException>(() => options.Deployment = deployment);

        Assert.StartsWith("Deployment must have 1 to 32 letters, digits or dashes", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> PrintAsync(DiscordCluster cluster) => string.Join(", ", (await cluster.GetStatusAsync()).Select(shard => shard.Stage));

    internal static async Task SayEverywhereAsync(GatewaySimulatorServer discord, string content)
    {
        foreach (SimulatedGuild guild in discord.Simulator.Options.Guilds)
        {
            await discord.Simulator.DispatchMessageAsync(guild, content);
        }
    }

    internal static int CountIdentifies(GatewaySimulatorServer discord) =>
        discord.Simulator.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));
}
