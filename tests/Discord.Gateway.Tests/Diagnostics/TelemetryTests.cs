using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Tests.Diagnostics;

public sealed class TelemetryTests
{
    [Fact]
    public async Task The_life_of_a_shard_is_told_in_metrics()
    {
        using var meters = new Meters();
        await using var world = new World(options: options => options with { MeterFactory = meters, Compression = GatewayCompression.ZlibStream });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Heartbeat.Latency is not null, TimeSpan.FromSeconds(50));
        await world.SayAsync("one");
        await world.SayAsync("two");
        await world.Gateway.DispatchAsync("MESSAGE_CREATE", """{"guild_id":"4194304","id":{}}""");
        await world.Gateway.DispatchAsync("MESSAGE_CREATE", """{"guild_id":"4194304","id":"1","content":{},"tts":"loud"}""");
        await world.Gateway.DispatchAsync("NEW_THING", """{"guild_id":"4194304"}""");
        await world.DrainAsync();
        await world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id, ChannelInfoFields.Status), cancellationToken: World.Cancellation);
        connection.Close(4000);
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        second.Cut();
        world.Gateway.ExpireSessions();
        await world.NextConnectionAsync();
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(30));
        await world.SayAsync("waits");

        Assert.Equal(5, meters.Sum("discord.gateway.events", ("discord.gateway.event", "MESSAGE_CREATE")));
        Assert.Equal(1, meters.Sum("discord.gateway.events", ("discord.gateway.event", "unknown")));
        Assert.Equal(1, meters.Sum("discord.gateway.events.undecodable"));
        Assert.Equal(2, meters.Sum("discord.gateway.events.problems", ("discord.gateway.event", "MESSAGE_CREATE")));
        Assert.Equal(2, meters.Sum("discord.gateway.identifies", ("discord.gateway.shard", 0)));
        Assert.Equal(1, meters.Sum("discord.gateway.resumes", ("discord.gateway.outcome", "won")));
        Assert.Equal(1, meters.Sum("discord.gateway.resumes", ("discord.gateway.outcome", "lost")));
        Assert.Equal(1, meters.Sum("discord.gateway.reconnects", ("discord.gateway.reason", "close"), ("discord.gateway.close_code", 4000)));
        Assert.Equal(1, meters.Sum("discord.gateway.reconnects", ("discord.gateway.reason", "connection lost")));
        Assert.Equal(1, meters.Sum("discord.gateway.commands", ("discord.gateway.opcode", "RequestChannelInfo")));
        Assert.Single(meters.Of("discord.gateway.command.wait"));
        Assert.NotEmpty(meters.Of("discord.gateway.heartbeat.latency"));
        Assert.InRange(meters.Sum("discord.gateway.received.compressed"), 1, meters.Sum("discord.gateway.received.inflated") - 1);
        meters.Observe();
        Assert.All(meters.Of("discord.gateway.buffer.fill"), fill => Assert.InRange(fill.Value, 0.00001, 0.01));
        Assert.NotEmpty(meters.Of("discord.gateway.buffer.fill"));
    }

    [Fact]
    public async Task A_shard_that_ended_is_not_measured_any_more()
    {
        using var meters = new Meters();
        await using var world = new World(options: options => options with { MeterFactory = meters });
        await world.ConnectAsync();
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        meters.Observe();
        Assert.Empty(meters.Of("discord.gateway.buffer.fill"));
    }

    [Theory]
    [InlineData("connection lost (Connection reset by peer)", "connection lost")]
    [InlineData("close 4009 SessionTimedOut \"bye\"", "close")]
    [InlineData("connect failed: Name or service not known", "connect failed")]
    [InlineData("op 7", "op 7")]
    public void The_reason_of_a_reconnect_is_one_of_a_few(string reason, string expected) => Assert.Equal(expected, GatewayMetrics.ReconnectReason(reason));

    [Fact]
    public async Task Connecting_identifying_and_resuming_are_spans_of_their_own()
    {
        using var spans = new Spans();
        using var bot = new TraceActivity("the bot's own");
        bot.Start();

        // Other tests' shards are heard, too: this one is known by its number.
        await using var world = new World(options: options => options with { ShardId = new ShardId(0, 7717) });
        (await world.ConnectAndDrainAsync()).Cut();
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));

        TraceActivity[] own = [.. spans.Ended.Where(span => span.GetTagItem("discord.gateway.shards") is 7717)];
        Assert.Equal(["connect", "identify", "connect", "resume"], own.Select(span => span.OperationName));
        Assert.All(own, span => Assert.Null(span.ParentId));
        Assert.All(own, span => Assert.Equal(ActivityStatusCode.Ok, span.Status));
        Assert.Same(bot, TraceActivity.Current);
    }

    [Fact]
    public void The_readme_lists_every_instrument_and_every_log_line()
    {
        string readme = File.ReadAllText(Path.Combine(ReadmeTests.RepositoryRoot, "src/Discord.Gateway/Diagnostics/README.md"));
        using var meters = new Meters();
        _ = GatewayMetrics.For(meters);
        _ = Gateway.State.StateMetrics.For(meters);
        Assert.Equal(25, meters.Instruments.Count);
        Assert.All(meters.Instruments, instrument => Assert.Matches($@"\| `{instrument.Name}`( \*)? \| {instrument.Unit} \|", readme));

        Assert.All(meters.Instruments.OfType<Histogram<double>>(), histogram => Assert.Equal("s", histogram.Unit));
        Assert.All(meters.Instruments.OfType<Histogram<double>>(), histogram => Assert.Equal(0.005, histogram.Advice!.HistogramBucketBoundaries![0]));

        foreach (MethodInfo method in typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Concat(typeof(Gateway.State.StateLog).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)))
        {
            if (method.GetCustomAttribute<LoggerMessageAttribute>() is { } line)
            {
                string row = readme.Split('\n').Single(row => row.StartsWith($"| {line.Level} |", StringComparison.Ordinal));
                Assert.Matches($@"\b{line.EventId}\b", row);
            }
        }
    }
}
