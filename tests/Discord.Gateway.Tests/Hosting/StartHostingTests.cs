using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Tests.Hosting;

public sealed class StartHostingTests
{
    [Fact]
    public async Task A_host_that_has_not_started_yet_does_not_connect()
    {
        await using var world = new HostWorld();
        int connections = -1;
        await world.StartAsync(discord => discord.Services.AddSingleton<IHostedService>(new SlowService(() =>
        {
            ThreadPoolRest.AwaitOr(() => world.Gateway.Connections.Count > 0);
            connections = world.Gateway.Connections.Count;
        })));

        Assert.Equal(0, connections);
        Assert.Single(world.Gateway.Connections);
    }

    [Fact]
    public async Task A_host_whose_start_fails_calls_no_handler_and_ends()
    {
        await using var world = new HostWorld();
        int events = 0;
        using (IHost host = BuildThatFails(world, () => events++))
        {
            await Assert.ThrowsAsync<IOException>(() => host.StartAsync(HostWorld.Cancellation));
            await host.StopAsync(HostWorld.Cancellation).WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
        }

        ThreadPoolRest.AwaitOr(() => events > 0);
        Assert.Equal((0, 0, 0), (events, world.Gateway.Connections.Count, world.ExitCode.Value));
    }

    [Fact]
    public async Task A_host_that_is_disposed_before_it_started_ends_the_wait_for_its_shards()
    {
        await using var world = new HostWorld();
        IHost host = BuildThatFails(world, () => { });
        Task connected = host.Services.GetRequiredService<ShardManager>().WaitForConnectedAsync(HostWorld.Cancellation);
        await Assert.ThrowsAsync<IOException>(() => host.StartAsync(HostWorld.Cancellation));
        host.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connected.WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation));
    }

    [Fact]
    public async Task A_host_that_stops_while_it_starts_calls_no_handler()
    {
        await using var world = new HostWorld();
        int events = 0;
        using IHost host = world.Build(discord =>
        {
            discord.On<GatewayEvent>((_, _, _) => Task.FromResult(events++));
            discord.Services.AddSingleton<IHostedService>(services =>
                new SlowService(services.GetRequiredService<IHostApplicationLifetime>().StopApplication));
        });
        await StartAndStopAsync(host).WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);

        ThreadPoolRest.AwaitOr(() => events > 0);
        Assert.Equal((0, 0, 0), (events, world.Gateway.Connections.Count, world.ExitCode.Value));
    }

    private static IHost BuildThatFails(HostWorld world, Action onEvent) => world.Build(discord =>
    {
        discord.On<GatewayEvent>((_, _, _) =>
        {
            onEvent();
            return Task.CompletedTask;
        });
        discord.Services.AddSingleton<IHostedService>(new SlowService(() =>
        {
            ThreadPoolRest.AwaitOr(() => world.Gateway.Connections.Count > 0);
            throw new IOException("the port is taken");
        }));
    });

    private static async Task StartAndStopAsync(IHost host)
    {
        try
        {
            await host.StartAsync(HostWorld.Cancellation);
        }
        catch (OperationCanceledException)
        {
            // The host's own way to say that it was stopped.
        }

        await host.StopAsync(HostWorld.Cancellation);
    }

    /// <summary>A service that starts after the bot's, and does something meanwhile.</summary>
    private sealed class SlowService(Action start) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Run(start, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
