using System.Text.Json;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>Names of bots, drains, reshardings and session starts where circumstances are odd.</summary>
public sealed class OddCircumstanceTests
{
    private const ulong FirstBot = 100_000_000_000_000_001;

    private const ulong SecondBot = 100_000_000_000_000_002;

    [Fact]
    public async Task Two_bots_whose_tokens_code_gives_the_manager_are_two()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer first = await world.StartDiscordAsync(FirstBot);
        GatewaySimulatorServer second = await world.StartDiscordAsync(SecondBot);
        DiscordCluster ofFirst = await StartAsync("first", first);
        DiscordCluster ofSecond = await StartAsync("second", second);
        await BotWorld.UntilConnectedAsync(ofFirst);
        await BotWorld.UntilConnectedAsync(ofSecond);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.Equal((2, 2), (BotTests.CountIdentifies(first), BotTests.CountIdentifies(second)));

        Task<DiscordCluster> StartAsync(string name, GatewaySimulatorServer discord) => world.StartSiloAsync(
            name,
            "one",
            discord,
            set: static options => options.Token = "",
            change: manager => manager with { ShardOptions = manager.ShardOptions with { Token = discord.Simulator.Options.Token } });
    }

    [Fact]
    public async Task A_number_of_shards_that_code_gives_the_manager_is_the_bots()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(FirstBot, recommended: 2);
        DiscordCluster cluster = await world.StartSiloAsync(
            "only", "one", discord, shards: null, change: static manager => manager with { TotalShards = 4 });
        await InProcessCluster.UntilAsync(async () => (await cluster.GetStatusAsync()).All(static shard => shard.Stage == ConnectionStage.Connected));

        Assert.Equal(4, await cluster.GetTotalShardsAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Session_starts_that_the_options_limit_are_counted_over_a_restart(int? shards)
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(FirstBot);
        for (int silo = 0; silo < 2; silo++)
        {
            await BotWorld.UntilConnectedAsync(await world.StartSiloAsync(
                "bot", $"cluster {silo}", discord, shards: shards, change: static manager => manager with { SessionStartLimit = new SessionStartLimit(100, 100, TimeSpan.FromDays(1), 2) }));
            if (silo == 0)
            {
                await world.StopAsync(silo);
            }
        }

        Assert.Equal(100 - 2, (await GrainsOf(world, 1, discord).SessionStarts.GetLimitAsync()).Remaining);
    }

    [Fact]
    public async Task A_bot_that_is_added_after_another_was_upgraded_takes_nothing_of_it()
    {
        await using var world = new BotWorld
        {
            Fill = async store =>
            {
                string presence = SharedPresence.ToJson(new BotPresence { Status = UserStatus.Idle });
                await store.WriteStateAsync(
                    "keeper", GrainId.Create("keeper", "0"), new GrainState<KeeperRecord>(new KeeperRecord { Total = 2, Recommended = 2, Presence = presence, PresenceVersion = 1 }));
            },
        };
        GatewaySimulatorServer first = await world.StartDiscordAsync(FirstBot);
        GatewaySimulatorServer second = await world.StartDiscordAsync(SecondBot, recommended: 1);
        await BotWorld.UntilConnectedAsync(await world.StartSiloAsync("upgraded", "one", first, shards: null));

        DiscordCluster added = await world.StartSiloAsync("added", "one", second, shards: null);
        await InProcessCluster.UntilAsync(async () => (await added.GetStatusAsync()).All(static shard => shard.Stage == ConnectionStage.Connected));

        Assert.Equal((1, null), (await added.GetTotalShardsAsync(), (await GrainsOf(world, 1, second).Keeper.GetPresenceAsync()).Json));
    }

    /// <summary>The silo that the resharding would run on waits for handlers, and stops then.</summary>
    [Fact]
    public async Task A_resharding_does_not_begin_on_a_silo_that_stops()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4, silos: 2);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.All(static silo => silo.GetStatus().Count == 2)));
        SiloHandle stopping = world.Silos.SecondarySilos[0];
        Assert.True(await Activations.TryMoveAsync(world.Silos.GrainFactory, world.Grains.Resharding, stopping.SiloAddress));
        world.HandlerTime = TimeSpan.FromSeconds(5);
        await world.SayAsync(1);
        Task stop = world.Silos.StopSiloAsync(stopping, TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running[1].IsDraining));
        world.HandlerTime = TimeSpan.Zero;

        await world.Cluster.ReshardAsync(6, cancellationToken: TestContext.Current.CancellationToken);

        await stop;
        Assert.Equal(4 + 6, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task Two_silos_that_stop_at_once_give_their_shards_to_the_third_without_a_gap()
    {
        const int Shards = 24;
        await using InProcessCluster world = await InProcessCluster.StartAsync(Shards, silos: 3);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.All(static silo => silo.GetStatus().Count == Shards / 3)));
        SiloHandle first = world.Silos.SecondarySilos[0];
        SiloHandle second = world.Silos.SecondarySilos[1];
        Assert.True(await Activations.TryMoveAsync(world.Silos.GrainFactory, world.Grains.Keeper, first.SiloAddress));
        ShardId[] slow = [.. (await world.Cluster.GetStatusAsync()).Where(shard => second.SiloAddress.Equals(shard.Silo)).Select(shard => shard.ShardId)];
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        world.HandlerTime = TimeSpan.FromSeconds(8);
        foreach (SimulatedGuild guild in world.Guilds.Where(guild => slow.Contains(ShardId.ForGuild(guild.Id, Shards))))
        {
            await world.Gateway.DispatchMessageAsync(guild, $"slow {guild.Id}");
        }

        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == slow.Length));
        world.HandlerTime = TimeSpan.Zero;
        Task stopping = Task.WhenAll(world.Silos.StopSiloAsync(first, TestContext.Current.CancellationToken), world.Silos.StopSiloAsync(second, TestContext.Current.CancellationToken));
        var gaps = new Dictionary<int, TimeSpan>();
        var goneSince = new Dictionary<int, long>();
        long started = TimeProvider.System.GetTimestamp();
        while (!stopping.IsCompleted || goneSince.Count > 0)
        {
            HashSet<int> open = [.. world.Gateway.Connections.Where(connection => connection is { IsOpen: true, ShardId: not null }).Select(connection => connection.ShardId!.Value.Index)];
            foreach (int index in Enumerable.Range(0, Shards))
            {
                if (!open.Contains(index))
                {
                    goneSince.TryAdd(index, TimeProvider.System.GetTimestamp());
                }
                else if (goneSince.Remove(index, out long since))
                {
                    TimeSpan gap = TimeProvider.System.GetElapsedTime(since);
                    gaps[index] = gaps.GetValueOrDefault(index) > gap ? gaps[index] : gap;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"all in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s; gaps: {string.Join(' ', gaps.OrderBy(gap => gap.Key).Select(gap => $"{gap.Key}:{gap.Value.TotalSeconds:F1}"))}; slow: {string.Join(' ', slow)}");
        string[] said = await world.SayAsync(1);
        await world.UntilToldAsync(said);

        // The keeper may end in the very moment in which shards are free: the next one is found by a report, and listens first.
        Assert.True(gaps.Values.Max() < (Placement.Interval * 2) + Placement.Listening, $"Shards were away for {gaps.Values.Max().TotalSeconds:F1} s: {string.Join(' ', gaps.OrderBy(gap => gap.Key).Select(gap => $"{gap.Key}:{gap.Value.TotalSeconds:F1}"))}; slow: {string.Join(' ', slow)}");
        Assert.Equal(said.Length + slow.Length, world.Told.Count);
        Assert.Equal(Shards, world.Identifies);
    }

    // next, which comes by itself if the number is that of the options, takes the bot back to shards that it has not any more.
    [Fact]
    public async Task A_resharding_after_the_store_went_back_begins_with_the_shards_that_the_bot_has()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        await world.Cluster.ReshardAsync(3, cancellationToken: TestContext.Current.CancellationToken);
        object kept = world.Storage.Keep();
        await world.Cluster.ReshardAsync(4, cancellationToken: TestContext.Current.CancellationToken);
        await UntilConnectedAsync(world, 4);
        world.Storage.GoBackTo(kept);

        // As if its silo had died.
        IReshardGrain resharding = world.Grains.Resharding;
        await resharding.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(async () => (await resharding.GetStateAsync())!.Number == 1);
        await resharding.BeginAsync(8);
        ReshardState begun = (await resharding.GetStateAsync())!;

        Assert.Equal((4, 3), (begun.Layout.Total, begun.Number));
    }

    private static Task UntilConnectedAsync(InProcessCluster world, int shards) => InProcessCluster.UntilAsync(async () =>
        (await world.Cluster.GetStatusAsync()) is var status && status.Count == shards && status.All(static shard => shard.Stage == ConnectionStage.Connected));

    private static BotGrains GrainsOf(BotWorld world, int silo, GatewaySimulatorServer discord, string? deployment = null) =>
        new(world.ServicesOf(silo).GetRequiredService<IGrainFactory>(), BotName.Of(discord.Simulator.Options.Token, deployment));
}
