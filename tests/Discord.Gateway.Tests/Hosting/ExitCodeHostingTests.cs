using System.Net;
using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Sharding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Discord.Gateway.Tests.Hosting;

public sealed class ExitCodeHostingTests
{
    [Fact]
    public async Task A_host_whose_bot_Discord_ended_exits_with_1()
    {
        await using var world = new HostWorld();
        await EndAsync(world);

        Assert.Equal(1, world.ExitCode.Value);
    }

    [Fact]
    public async Task A_host_whose_bot_Discord_ended_logs_the_reason_once()
    {
        await using var world = new HostWorld();
        await EndAsync(world);

        string line = Assert.Single(world.Logs.Lines, line => line.StartsWith("Critical 46:", StringComparison.Ordinal));
        Assert.Contains("token", line, StringComparison.Ordinal);
        Assert.Contains("exit with code 1", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exit_code_that_is_not_0_stays()
    {
        await using var world = new HostWorld();
        world.ExitCode.Value = 3;
        await EndAsync(world);

        Assert.Equal(3, world.ExitCode.Value);
    }

    [Fact]
    public async Task A_host_whose_manager_fails_exits_with_1()
    {
        using var http = new HttpClient(new WrongHttp());
        await using var world = new HostWorld();
        using IHost host = world.Build(discord => discord.ConfigureManager((_, options) => options with
        {
            TotalShards = null,
            SessionStartLimit = null,
            HttpClient = http,
        }));
        Task stopping = WhenStopping(host.Services);
        await host.StartAsync(HostWorld.Cancellation);
        await stopping;

        Assert.Equal(1, world.ExitCode.Value);
        Assert.Single(world.Logs.Lines, line => line.Contains("404", StringComparison.Ordinal) && line.StartsWith("Critical 46:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_is_stopped_exits_with_0()
    {
        await using var world = new HostWorld();
        await world.StartAsync(_ => { });
        await world.StopAsync();

        Assert.Equal(0, world.ExitCode.Value);
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public void The_exit_code_is_that_of_the_process()
    {
        int before = Environment.ExitCode;
        try
        {
            new ProcessExitCode().Value = 7;
            Assert.Equal(7, Environment.ExitCode);
            Assert.Equal(7, new ProcessExitCode().Value);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    private static async Task EndAsync(HostWorld world)
    {
        await world.StartAsync(_ => { });
        Task stopping = WhenStopping(world.Services);
        world.Gateway.Connections[0].Close(4004);
        await stopping;
    }

    private static Task WhenStopping(IServiceProvider services)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.TrySetResult());
        return stopping.Task.WaitAsync(TimeSpan.FromSeconds(20), HostWorld.Cancellation);
    }

    /// <summary>A proxy that does not know the way.</summary>
    private sealed class WrongHttp : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
