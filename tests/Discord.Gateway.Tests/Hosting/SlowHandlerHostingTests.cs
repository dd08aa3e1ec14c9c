using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Diagnostics;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Discord.Gateway.Tests.Hosting;

/// <summary>What a host tells of a handler that is slow, hangs or fails.</summary>
public sealed class SlowHandlerHostingTests
{
    private readonly Slowness _slowness = new();

    [Fact]
    public async Task A_slow_handler_is_named()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord.Use<Outer>()
            .On<MessageCreateEvent>((_, _, _) => Task.CompletedTask)
            .AddHandler<MessageCreateEvent, Sleeper>()
            .Services.AddSingleton(_slowness));
        await world.SayAsync("one");

        Assert.Contains($"Sleeper has worked on MESSAGE_CREATE of guild {world.Guild.Id} for 3 s and still runs", await GetWarningAsync(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_middleware_that_is_slow_after_its_handlers_is_named()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord.Use<SlowAfter>().On<MessageCreateEvent>((_, _, _) => Task.CompletedTask).Services.AddSingleton(_slowness));
        await world.SayAsync("one");

        Assert.Contains("SlowAfter has worked on MESSAGE_CREATE", await GetWarningAsync(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_handler_degrades_health_within_its_limit_and_makes_it_unhealthy_after_a_minute()
    {
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord.On<MessageCreateEvent>((_, _, _) => _slowness.LastAsync()));
        await world.SayAsync("one");
        await ManagerWorld.UntilAsync(() => _slowness.HasBegun && world.Manager.GetStatus()[0].UnhandledEvents == 1);
        await ExpectAsync(HealthStatus.Healthy);

        world.Clock.Advance(TimeSpan.FromSeconds(3));
        await ExpectAsync(HealthStatus.Degraded);
        world.Clock.Advance(TimeSpan.FromSeconds(56.9));
        await ExpectAsync(HealthStatus.Degraded);
        world.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await ExpectAsync(HealthStatus.Unhealthy);
        string description = (await world.CheckHealthAsync()).Entries["discord"].Description!;

        _slowness.End();
        Assert.Contains("a handler has been running for 60 s or longer: 0/1", description, StringComparison.Ordinal);
        Assert.DoesNotContain("slow", description, StringComparison.Ordinal);
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 0);
        await ExpectAsync(HealthStatus.Healthy);

        async Task ExpectAsync(HealthStatus status) => Assert.Equal(status, (await world.CheckHealthAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_waits_for_an_event_does_not_hang_and_does_when_it_works_for_a_minute_after_that(bool isSequential)
    {
        await using var world = new HostWorld();
        bool isWaiting = false;
        EventOrder order = isSequential ? EventOrder.PerShard : EventOrder.PerChannel;
        await world.StartAsync(discord => discord.ConfigureManager((_, options) => options with { EventOrder = order }).On<MessageCreateEvent>(async (shard, _, cancellationToken) =>
        {
            Task<MessageDeleteEvent> wait = shard.WaitForAsync<MessageDeleteEvent>(TimeSpan.FromHours(1), cancellationToken);
            isWaiting = true;
            await wait;
            await _slowness.LastAsync();
        }));
        await world.SayAsync("one");
        await ManagerWorld.UntilAsync(() => isWaiting && world.Manager.GetStatus()[0].UnhandledEvents == 1);

        world.Clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal(HealthStatus.Degraded, (await world.CheckHealthAsync()).Status);
        await world.Gateway.DispatchAsync("MESSAGE_DELETE", $$"""{"id":"1","channel_id":"1","guild_id":"{{world.Guild.Id}}"}""");
        await ManagerWorld.UntilAsync(() => _slowness.HasBegun);
        Assert.Equal(HealthStatus.Degraded, (await world.CheckHealthAsync()).Status);
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HealthStatus.Unhealthy, (await world.CheckHealthAsync()).Status);
        _slowness.End();
    }

    [Fact]
    public async Task An_event_that_any_of_its_handlers_failed_on_counts_as_failed()
    {
        using var meters = new Meters();
        await using var world = new HostWorld();
        await world.StartAsync(discord => discord
            .ConfigureManager((_, options) => options with { ShardOptions = options.ShardOptions with { MeterFactory = meters } })
            .On<MessageCreateEvent>((_, created, _) => created.Message.Content == "bad" ? throw new InvalidOperationException("a bug") : Task.CompletedTask)
            .On<MessageCreateEvent>((_, _, _) => Task.CompletedTask));
        await world.SayAsync("bad");
        await ManagerWorld.UntilAsync(() => Outcomes().Length == 1);
        await world.SayAsync("good");
        await ManagerWorld.UntilAsync(() => Outcomes().Length == 2);

        Assert.Equal(["failed", "handled"], Outcomes());

        object?[] Outcomes() => [.. meters.Of("discord.gateway.handler.duration")
            .Where(measured => measured.Tags.Contains(new("discord.gateway.event", "MESSAGE_CREATE")))
            .Select(measured => measured.Tags.Single(tag => tag.Key == "discord.gateway.outcome").Value)];
    }

    /// <summary>The warning of the handler that runs, which may complete then.</summary>
    private async Task<string> GetWarningAsync(HostWorld world)
    {
        try
        {
            await ManagerWorld.UntilAsync(() => _slowness.HasBegun && world.Manager.GetStatus()[0].UnhandledEvents == 1);
            for (int second = 0; second < 4; second++)
            {
                world.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await ManagerWorld.UntilAsync(() => world.Logs.Lines.Any(IsWarning));
            return world.Logs.Lines.Single(IsWarning);
        }
        finally
        {
            _slowness.End();
        }

        static bool IsWarning(string line) => line.StartsWith("Warning 52:", StringComparison.Ordinal);
    }

    private sealed class Slowness
    {
        private readonly TaskCompletionSource _end = new();

        internal bool HasBegun { get; private set; }

        internal void End() => _end.SetResult();

        internal Task LastAsync()
        {
            HasBegun = true;
            return _end.Task;
        }
    }

    private sealed class Sleeper(Slowness slowness) : IGatewayEventHandler<MessageCreateEvent>
    {
        public Task HandleAsync(Shard shard, MessageCreateEvent gatewayEvent, CancellationToken cancellationToken) => slowness.LastAsync();
    }

    private sealed class Outer : IGatewayEventMiddleware
    {
        public Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken) => next(cancellationToken);
    }

    private sealed class SlowAfter(Slowness slowness) : IGatewayEventMiddleware
    {
        public async Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken)
        {
            await next(cancellationToken);
            await (gatewayEvent is MessageCreateEvent ? slowness.LastAsync() : Task.CompletedTask);
        }
    }
}
