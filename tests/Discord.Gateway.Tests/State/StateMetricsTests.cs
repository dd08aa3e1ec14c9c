using Discord.Gateway.State;
using Discord.Gateway.Tests.Diagnostics;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>How much a bot knows, and how old and large what is saved of it is, can be watched.</summary>
public sealed class StateMetricsTests
{
    [Fact]
    public async Task What_each_shard_knows_and_has_saved_is_measured_until_the_bot_stops()
    {
        using var meters = new Meters();
        await using var world = new ManagerWorld(shards: 2);
        BotState state = await StartAsync(world, meters);
        await world.AdvanceUntilAsync(() => state.GetStatistics().SnapshotBytes > 0 && state.GuildCount == 24, TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(30));

        meters.Observe();
        BotStateStatistics statistics = state.GetStatistics();
        Assert.Equal(12, meters.Sum("discord.gateway.state.guilds", ("discord.gateway.shard", 1), ("discord.gateway.shards", 2), ("discord.gateway.bot", $"{world.Gateway.Bot.Id}")));
        Assert.Equal(statistics.Members, meters.Sum("discord.gateway.state.members"));
        Assert.Equal(statistics.Bytes, meters.Sum("discord.gateway.state.bytes"));
        Assert.Equal((double)statistics.SnapshotBytes!.Value, meters.Sum("discord.gateway.state.snapshot.size"));
        Assert.Equal(statistics.SnapshotAge!.Value.TotalSeconds, meters.Of("discord.gateway.state.snapshot.age").Max(age => age.Value));
        Assert.InRange(statistics.SnapshotAge.Value, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(35));
        Assert.Equal(2, meters.Of("discord.gateway.state.snapshot.duration").Select(duration => duration.Tags[0].Value).Distinct().Count());

        await world.StopAsync();
        int measured = meters.Of("discord.gateway.state.guilds").Count;
        meters.Observe();
        Assert.Equal(measured, meters.Of("discord.gateway.state.guilds").Count);
    }

    [Fact]
    public void A_stand_alone_shard_is_measured_and_what_is_not_saved_has_no_age()
    {
        using var meters = new Meters();
        StateMetrics metrics = StateMetrics.For(meters);
        var sample = new StateSample();
        metrics.Add(sample.State);

        meters.Observe();

        Assert.Equal(1, meters.Sum("discord.gateway.state.guilds"));
        Assert.Equal(3, meters.Sum("discord.gateway.state.members"));
        Assert.Empty(meters.Of("discord.gateway.state.snapshot.age"));
        Assert.Null(sample.State.GetStatistics().SnapshotAge);
    }

    [Fact]
    public async Task A_stand_alone_shard_is_measured_by_its_own_meters()
    {
        using var meters = new Meters();
        var state = new BotState(new BotStateOptions { Store = new MemoryStateStore() });
        var options = new ShardOptions { Token = "token", Intents = GatewayIntents.All, MeterFactory = meters };
        await state.RestoreAsync(new ShardSession("session", null, 1), options, ManagerWorld.Cancellation);
        state.Apply(StateSample.Created);

        meters.Observe();

        Assert.Equal(1, meters.Sum("discord.gateway.state.guilds"));
    }

    private static Task<BotState> StartAsync(ManagerWorld world, Meters meters)
    {
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { MeterFactory = meters } };
        return world.StartWithStateAsync(new BotStateOptions { Store = new MemoryStateStore() });
    }
}
