using System.Collections.Concurrent;
using System.Diagnostics;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Diagnostics;
using TraceActivity = System.Diagnostics.Activity;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>What metrics and spans tell of handlers.</summary>
public sealed class HandlerTelemetryTests
{
    private static readonly EventOrder[] BothWays = [EventOrder.PerChannel, EventOrder.PerShard];

    public static TheoryData<EventOrder> Orders => [.. BothWays];

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public async Task How_long_each_event_was_handled_is_measured_and_how_it_ended(EventOrder order)
    {
        using var meters = new Meters();
        await using ManagerWorld world = MakeWorld(order, meters);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
            ManagerWorld.IsMessage(gatewayEvent, "slow") ? mayComplete.Task : ManagerWorld.IsMessage(gatewayEvent, "bad") ? throw new InvalidOperationException("a bug") : Task.CompletedTask);
        await world.SayAsync(0, "slow");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1);
        await world.PassAsync(TimeSpan.FromSeconds(2));
        mayComplete.SetResult();
        await world.SayAsync(0, "bad");
        await ManagerWorld.UntilAsync(() => Messages().Length == 2);

        Assert.Equal([(2.0, "handled"), (0.0, "failed")], Messages());

        (double, string)[] Messages() => [.. meters.Of("discord.gateway.handler.duration")
            .Where(measured => measured.Tags.Contains(new("discord.gateway.event", "MESSAGE_CREATE")))
            .Select(measured => (measured.Value, (string)measured.Tags.Single(tag => tag.Key == "discord.gateway.outcome").Value!))];
    }

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public async Task The_age_of_the_oldest_event_is_measured(EventOrder order)
    {
        using var meters = new Meters();
        await using ManagerWorld world = MakeWorld(order, meters);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent ? mayComplete.Task : Task.CompletedTask);
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 0);
        meters.Observe();
        Assert.Equal(0, meters.Of("discord.gateway.handler.oldest")[^1].Value);

        await world.SayAsync(0, "hanging");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1);
        await world.PassAsync(TimeSpan.FromSeconds(20));
        meters.Observe();
        Assert.Equal(20, meters.Of("discord.gateway.handler.oldest")[^1].Value);

        mayComplete.SetResult();
        await world.StopAsync();
        int measured = meters.Of("discord.gateway.handler.oldest").Count;
        meters.Observe();
        Assert.Equal(measured, meters.Of("discord.gateway.handler.oldest").Count);
    }

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public async Task Each_event_that_is_handled_is_a_span_of_its_own_and_the_bots_spans_are_its_parts(EventOrder order)
    {
        using var spans = new Spans();
        var parents = new ConcurrentQueue<TraceActivity?>();
        using var bot = new TraceActivity("the bot's own");
        bot.Start();
        await using ManagerWorld world = MakeWorld(order, null);
        await world.StartAndConnectAsync(async (_, gatewayEvent, _) =>
        {
            await Task.Yield();
            if (gatewayEvent is MessageCreateEvent created)
            {
                parents.Enqueue(TraceActivity.Current);
                if (created.Message.Content == "bad")
                {
                    throw new InvalidOperationException("a bug");
                }
            }
        });
        await world.SayAsync(0, "good");
        await world.SayAsync(0, "bad");
        await ManagerWorld.UntilAsync(() => Own().Length == 2);

        Assert.Equal(parents, Own());
        Assert.Equal([ActivityStatusCode.Ok, ActivityStatusCode.Error], Own().Select(span => span.Status));
        Assert.Equal(["handled", "failed"], Own().Select(span => span.GetTagItem("discord.gateway.outcome")));
        Assert.All(Own(), span => Assert.Null(span.Parent));
        Assert.All(Own(), span => Assert.Equal($"{world.Guilds[0].Id}", span.GetTagItem("discord.gateway.guild")));
        Assert.Same(bot, TraceActivity.Current);

        TraceActivity[] Own() => [.. spans.Ended.Where(span => span.OperationName == "handle" && span.GetTagItem("discord.gateway.event") is "MESSAGE_CREATE" && parents.Contains(span))];
    }

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public async Task A_listener_that_throws_costs_no_event(EventOrder order)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Discord.Gateway",
            Sample = (ref options) => options.Name == "handle" ? throw new InvalidOperationException("a listener's bug") : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
        await using ManagerWorld world = MakeWorld(order, null);
        await world.StartAndConnectAsync();
        await world.SayAsync(0, "one");
        await world.SayAsync(0, "two");

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 2);
        Assert.Equal(["one", "two"], world.Handled);
    }

    [Fact]
    public async Task Undocumented_events_are_measured_under_one_name()
    {
        using var meters = new Meters();
        await using ManagerWorld world = MakeWorld(EventOrder.PerChannel, meters);
        await world.StartAndConnectAsync();
        await world.Gateway.DispatchAsync("NEW_TO_ALL", "{}");
        await world.SayAsync(0, "after");
        await ManagerWorld.UntilAsync(() => Names().Contains("MESSAGE_CREATE"));

        Assert.Contains("unknown", Names());
        Assert.DoesNotContain("NEW_TO_ALL", Names());

        string[] Names() => [.. meters.Of("discord.gateway.handler.duration").Select(measured => (string)measured.Tags.Single(tag => tag.Key == "discord.gateway.event").Value!)];
    }

    private static ManagerWorld MakeWorld(EventOrder order, Meters? meters)
    {
        var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = order, ShardOptions = world.Options.ShardOptions with { MeterFactory = meters } };
        return world;
    }
}
