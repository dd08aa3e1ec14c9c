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

/// <summary>Names of bots, drains, reshardings and session starts, attacked.</summary>
public sealed class Attack20bTests
{
    private const ulong FirstBot = 100_000_000_000_000_001;

    private const ulong SecondBot = 100_000_000_000_000_002;

    // FAILS: BotName.Of takes options.Token, which is "" here, so that both bots have one name.
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
            change: manager => manager with { Shard = manager.Shard with { Token = discord.Simulator.Options.Token } });
    }

    // FAILS: the keeper and what silos report take options.TotalShards, the session starts the manager's.
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

    // FAILS: what was stored counts only if TotalShards is set, too.
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

    // FAILS: what the version before has stored has no bot's name, and each bot that is new to the store takes it for its own.
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

    private static BotGrains GrainsOf(BotWorld world, int silo, GatewaySimulatorServer discord, string? deployment = null) =>
        new(world.ServicesOf(silo).GetRequiredService<IGrainFactory>(), BotName.Of(discord.Simulator.Options.Token, deployment));
}
