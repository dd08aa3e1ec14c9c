using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>A deploy that replaces silos of the version before by those of this one, one after the other.</summary>
public sealed class UpgradeTests
{
    /// <summary>Tells where the sample's program is, built from the version before.</summary>
    private const string Variable = "DISCORD_GATEWAY_OLDER_SILO";

    [Fact]
    public async Task A_rolling_upgrade_from_the_version_before_spends_no_identify_and_tells_each_message_once()
    {
        const int Shards = 24;
        string? older = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(older), $"{Variable} does not tell where OrleansCluster.dll of the version before is.");
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.BeginAsync(Shards, silos: 0, maxConcurrency: 16, redis.Address);
        int[] before = [.. Enumerable.Range(0, 3).Select(_ => world.Local.StartSilo(program: older))];
        await world.UntilAsync(() => Task.FromResult(CountConnected() == Shards), TimeSpan.FromMinutes(2));
        world.BeginSending();
        await Task.Delay(TimeSpan.FromSeconds(6), ClusterWorld.Cancellation);

        foreach (int silo in before)
        {
            world.Local.StartSilo();
            await Task.Delay(TimeSpan.FromSeconds(10), ClusterWorld.Cancellation);
            await world.Local.StopSiloAsync(silo);
        }

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Order().SequenceEqual([8, 8, 8]), TimeSpan.FromMinutes(2));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(10));

        world.AssertToldOnce(sent);
        Assert.Equal(Shards, world.Identifies);
        Assert.Empty(world.Gateway.Violations);

        int CountConnected() => world.Gateway.Connections.Count(static connection => connection is { IsOpen: true, ShardId: not null });
    }

    [Fact]
    public async Task A_number_of_shards_that_is_changed_after_the_upgrade_is_resharded_to_and_loses_nothing()
    {
        await using var world = new BotWorld
        {
            Fill = store => store.WriteStateAsync("keeper", GrainId.Create("keeper", "0"), new GrainState<KeeperRecord>(new KeeperRecord { Total = 2, Configured = 2 })),
        };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(100_000_000_000_000_001);
        DiscordCluster upgraded = await world.StartSiloAsync("upgraded", "one", discord);
        await BotWorld.UntilConnectedAsync(upgraded);
        await world.StopAsync(index: 0);
        await BotTests.SayEverywhereAsync(discord, "while it was away");

        DiscordCluster changed = await world.StartSiloAsync("changed", "two", discord, shards: 3);
        await BotWorld.UntilConnectedAsync(changed, shards: 3);
        await BotTests.SayEverywhereAsync(discord, "at last");
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count(static told => told.Content == "at last") == 2));

        Assert.Equal(2, world.Told.Count(static told => told.Content == "while it was away"));
        Assert.Equal(2 + 3, BotTests.CountIdentifies(discord));
    }
}
