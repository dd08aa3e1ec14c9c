using System.Net;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.ClusterTests;

/// <summary>Silos whose token Discord refuses, and those that cannot find out.</summary>
public sealed class RefusedTokenTests
{
    private const ulong BotId = 100_000_000_000_000_001;

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public async Task All_silos_whose_token_is_refused_stop_and_say_so(int? shards)
    {
        var logs = new ListedLogs();
        await using var world = new BotWorld { AddServices = services => services.AddSingleton<ILoggerProvider>(logs) };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);

        await world.StartSiloAsync("a", "one", discord, shards: shards, set: static options => options.Token = Wrong(options.Token));
        await world.StartSiloAsync("b", "one", discord, shards: shards, set: static options => options.Token = Wrong(options.Token));
        await InProcessCluster.UntilAsync(() => Task.FromResult(IsStopping(world, 0) && IsStopping(world, 1)));

        Assert.Contains(logs.Lines, static line => line.StartsWith("Critical 64", StringComparison.Ordinal) && line.Contains("(401)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silo_with_a_wrong_token_that_joins_one_that_works_leaves_again_and_its_shards_run()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync("right", "one", discord);
        await BotWorld.UntilConnectedAsync(cluster);

        await world.StartSiloAsync("wrong", "one", discord, set: static options => options.Token = Wrong(options.Token));
        await InProcessCluster.UntilAsync(() => Task.FromResult(IsStopping(world, 1)));
        await world.StopAsync(1);

        await BotWorld.UntilConnectedAsync(cluster);
        Assert.False(IsStopping(world, 0));
    }

    /// <summary>The cluster was refused once, and the silo's own question throws, as that of an HTTP client with time-outs of its own does. Discord answers from then on.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task A_silo_whose_own_question_fails_goes_on(int? shards)
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api(
            _ => throw new TimeoutException(),
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)),
            _ => throw new TimeoutException());
        using var http = new HttpClient(api);

        DiscordCluster cluster = await world.StartSiloAsync("one", "one", discord, shards: shards, change: manager => manager with { HttpClient = http });

        await BotWorld.UntilConnectedAsync(cluster);
        Assert.False(IsStopping(world, 0));
    }

    /// <summary>The silo's own question hangs, as behind a network that drops packets.</summary>
    [Fact]
    public async Task A_silo_whose_own_question_hangs_reports_and_stops()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api(
            HangAsync,
            static _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)),
            HangAsync);
        using var http = new HttpClient(api);

        DiscordCluster cluster = await world.StartSiloAsync("one", "one", discord, shards: null, change: manager => manager with { HttpClient = http });

        // The silo asks when it starts; who asks for the status before it would be the one that hangs.
        await InProcessCluster.UntilAsync(() => Task.FromResult(api.Count > 0));
        await BotWorld.UntilConnectedAsync(cluster);
        Assert.False(world.ServicesOf(0).GetRequiredService<SiloShards>().IsAlone);
        await world.StopAsync(0);

        static async Task<HttpResponseMessage> HangAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private static string Wrong(string token) => $"{token[..^1]}x";

    private static bool IsStopping(BotWorld world, int silo) => world.ServicesOf(silo).GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Discord's API, whose first answers are others.</summary>
    private sealed class Api(params Func<CancellationToken, Task<HttpResponseMessage>>[] first) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _count;

        /// <summary>How often it was asked.</summary>
        internal int Count => Volatile.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _count) is var number && number <= first.Length ? first[number - 1](cancellationToken) : base.SendAsync(request, cancellationToken);
    }
}
