using Discord.Gateway.State;
using Discord.Gateway.Tests.Diagnostics;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Metrics of bots that have too many shards to tell them apart, and of all their shards together.</summary>
public sealed class MetricsPerShardTests
{
    [Fact]
    public async Task Without_the_tag_the_shards_of_a_bot_are_one_series()
    {
        using var meters = new Meters();
        await using var world = MakeWorld(meters, isPerShard: false);
        await world.StartWithStateAsync(new BotStateOptions());
        await world.SayAsync(0, "hello");
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("hello"));
        world.Gateway.Connections[0].Cut();
        await world.AdvanceUntilAsync(() => world.Connected == 2 && world.Resumes == 1, TimeSpan.FromSeconds(30));
        meters.Observe();

        Assert.Equal(2, meters.Sum("discord.gateway.identifies"));
        Assert.Equal(1, meters.Sum("discord.gateway.reconnects"));
        Assert.Single(meters.Of("discord.gateway.buffer.fill"));
        Assert.Single(meters.Of("discord.gateway.handler.oldest"));
        Assert.Equal(world.Guilds.Count, Assert.Single(meters.Of("discord.gateway.state.guilds")).Value);
        Assert.All(meters.Instruments.SelectMany(instrument => meters.Of(instrument.Name)), measured => Assert.DoesNotContain(measured.Tags, tag => tag.Key == "discord.gateway.shard"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task How_many_shards_are_in_each_stage_is_told_and_how_many_starts_are_left(bool isPerShard)
    {
        using var meters = new Meters();
        await using var world = MakeWorld(meters, isPerShard);
        await world.StartAndConnectAsync();
        int left = world.Gateway.SessionStartsRemaining;
        meters.Observe();

        Assert.Equal(Enum.GetNames<ConnectionStage>().Order(), meters.Of("discord.gateway.shards.stage").Select(measured => (string)measured.Tags.Single(tag => tag.Key == "discord.gateway.stage").Value!).Order());
        Assert.Equal(2, meters.Sum("discord.gateway.shards.stage", ("discord.gateway.stage", "Connected"), ("discord.gateway.shards", 2)));
        Assert.Equal(2, meters.Sum("discord.gateway.shards.stage"));
        Assert.Equal(left, Assert.Single(meters.Of("discord.gateway.starts.left")).Value);
    }

    private static ManagerWorld MakeWorld(Meters meters, bool isPerShard)
    {
        var world = new ManagerWorld(shards: 2);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { MeterFactory = meters, MetricsPerShard = isPerShard } };
        return world;
    }
}
