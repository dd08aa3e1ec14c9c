using System.Collections.Concurrent;
using System.Net;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.ClusterTests;

public sealed class AttackTests
{
    private const ulong BotId = 100_000_000_000_000_001;

    /// <summary>The grain is refused once; the silo's own question throws as an HTTP pipeline with resilience does. Discord answers from then on.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task A_silo_whose_own_question_throws_something_else_goes_on(int? shards)
    {
        var logs = new ListedLogs();
        await using var world = new BotWorld { AddServices = services => services.AddSingleton<ILoggerProvider>(logs) };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api(
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)),
            _ => throw new TimeoutException("The operation didn't complete within the allowed timeout (a resilience handler says so)"));
        using var http = new HttpClient(api);
        DiscordCluster cluster = await world.StartSiloAsync("one", "one", discord, shards: shards, change: manager => manager with { HttpClient = http });
        IHostApplicationLifetime lifetime = world.ServicesOf(0).GetRequiredService<IHostApplicationLifetime>();
        await WaitAsync(TimeSpan.FromSeconds(40), () => api.Count >= 3 || lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested, string.Join('\n', logs.Lines.Where(static line => line.StartsWith("Crit", StringComparison.Ordinal) || line.StartsWith("Err", StringComparison.Ordinal))));
        await BotWorld.UntilConnectedAsync(cluster);
    }

    /// <summary>The grain is refused once; the silo's own question hangs, as behind a network that drops packets. Discord answers all others.</summary>
    [Fact]
    public async Task A_silo_whose_own_question_hangs_still_reports()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api(
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)),
            async cancellationToken =>
            {
                await Task.Delay(-1, cancellationToken);
                throw new InvalidOperationException();
            });
        using var http = new HttpClient(api);
        await world.StartSiloAsync("one", "one", discord, shards: null, change: manager => manager with { HttpClient = http });
        SiloShards shards = world.ServicesOf(0).GetRequiredService<SiloShards>();
        await WaitAsync(TimeSpan.FromSeconds(20), () => api.Count >= 2);
        await Task.Delay(Placement.Lease + Placement.Interval);
        Assert.False(shards.Company.IsCancellationRequested == false && shards.IsAlone, "the silo is alone, and the loop that is to end its shards does not run");
    }

    /// <summary>One answer of 401 to two questions, and Discord is well again.</summary>
    [Fact]
    public async Task How_often_a_refused_silo_asks_and_complains()
    {
        var logs = new ListedLogs();
        await using var world = new BotWorld { AddServices = services => services.AddSingleton<ILoggerProvider>(logs) };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api([.. Enumerable.Repeat<Func<CancellationToken, Task<HttpResponseMessage>>>(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)), 1000)]);
        using var http = new HttpClient(api);
        await world.StartSiloAsync("one", "one", discord, shards: 2, change: manager => manager with { HttpClient = http });
        IHostApplicationLifetime lifetime = world.ServicesOf(0).GetRequiredService<IHostApplicationLifetime>();
        await WaitAsync(TimeSpan.FromSeconds(40), () => lifetime.ApplicationStopping.IsCancellationRequested);

        // Who runs the host stops it; here nobody did.
        Task stop = world.StopAsync(0);
        await stop;
        string[] critical = [.. logs.Lines.Where(static line => line.StartsWith("Critical 64", StringComparison.Ordinal))];
        Assert.True(critical.Length == 1 && api.Count <= 2, $"{critical.Length} critical lines, {api.Count} requests:\n{string.Join('\n', logs.Lines)}");
    }

    /// <summary>A silo with a token that was reset, beside one with the right one, all of whose shards run.</summary>
    [Fact]
    public async Task A_silo_with_a_wrong_token_that_joins_one_that_works_takes_no_shards_down()
    {
        var logs = new ListedLogs();
        await using var world = new BotWorld { AddServices = services => services.AddSingleton<ILoggerProvider>(logs) };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync("right", "one", discord);
        await BotWorld.UntilConnectedAsync(cluster);

        await world.StartSiloAsync("wrong", "one", discord, set: options => options.Token = $"{options.Token[..^1]}x");
        IHostApplicationLifetime lifetime = world.ServicesOf(1).GetRequiredService<IHostApplicationLifetime>();
        await WaitAsync(TimeSpan.FromSeconds(30), () => lifetime.ApplicationStopping.IsCancellationRequested);
        IReadOnlyList<ClusterShard> status = await cluster.GetStatusAsync();
        Assert.True(status.All(static shard => shard.Stage == ConnectionStage.Connected), $"stopping: {lifetime.ApplicationStopping.IsCancellationRequested}\n{string.Join('\n', status)}\n{string.Join('\n', logs.Lines.Where(static line => !line.StartsWith("Info", StringComparison.Ordinal)))}");
    }

    /// <summary>The token is wrong on all silos.</summary>
    [Fact]
    public async Task Both_silos_whose_token_is_refused_stop()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        await world.StartSiloAsync("a", "one", discord, shards: null, set: options => options.Token = $"{options.Token[..^1]}x");
        await world.StartSiloAsync("b", "one", discord, shards: null, set: options => options.Token = $"{options.Token[..^1]}x");
        IHostApplicationLifetime[] lifetimes = [world.ServicesOf(0).GetRequiredService<IHostApplicationLifetime>(), world.ServicesOf(1).GetRequiredService<IHostApplicationLifetime>()];
        await WaitAsync(TimeSpan.FromSeconds(40), () => lifetimes.All(static lifetime => lifetime.ApplicationStopping.IsCancellationRequested));
        Assert.All(lifetimes, static lifetime => Assert.True(lifetime.ApplicationStopping.IsCancellationRequested));
    }

    [Fact]
    public async Task A_silo_that_joins_one_that_works_asks_nothing_though_the_API_refuses()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync("old", "one", discord);
        await BotWorld.UntilConnectedAsync(cluster);
        using var api = new Api([.. Enumerable.Repeat<Func<CancellationToken, Task<HttpResponseMessage>>>(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden)), 1000)]);
        using var http = new HttpClient(api);
        await world.StartSiloAsync("new", "one", discord, change: manager => manager with { HttpClient = http });
        await BotWorld.UntilConnectedAsync(cluster);
        Assert.Equal(0, api.Count);
    }

    /// <summary>As above, and the silo is asked to stop: by an orchestrator that has found it not ready, for instance.</summary>
    [Fact]
    public async Task A_silo_whose_own_question_hangs_stops()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        using var api = new Api(
            _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)),
            async cancellationToken =>
            {
                await Task.Delay(-1, cancellationToken);
                throw new InvalidOperationException();
            });
        using var http = new HttpClient(api);
        await world.StartSiloAsync("one", "one", discord, shards: null, change: manager => manager with { HttpClient = http });
        await WaitAsync(TimeSpan.FromSeconds(20), () => api.Count >= 2);
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            await world.StopAsync(0);
        }
        catch (OperationCanceledException error)
        {
            Assert.Fail($"After {System.Diagnostics.Stopwatch.GetElapsedTime(started)}: {error.Message}");
        }

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Health_while_the_bot_is_resharded_well()
    {
        await using var world = new BotWorld { AddServices = services => services.AddHealthChecks().AddDiscordCluster() };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync("one", "one", discord);
        await BotWorld.UntilConnectedAsync(cluster);
        var health = world.ServicesOf(0).GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>();
        Task resharding = cluster.ReshardAsync(4, cancellationToken: TestContext.Current.CancellationToken);
        var told = new List<string>();
        var odd = new List<string>();
        while (!resharding.IsCompleted)
        {
            Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport report = await health.CheckHealthAsync(TestContext.Current.CancellationToken);
            string text = $"{report.Status}: {report.Entries["discord"].Description}";
            if (told.Count == 0 || told[^1] != text)
            {
                told.Add(text);
            }

            IReadOnlyList<ClusterShard> status = await cluster.GetStatusAsync();
            foreach (ClusterShard shard in status.Where(static shard => shard.Silo is null || shard.Stage != ConnectionStage.Connected))
            {
                string line = $"{shard.ShardId} {shard.Silo} {shard.Stage} {shard.Error}";
                if (!odd.Contains(line))
                {
                    odd.Add(line);
                }
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await resharding;
        Assert.True(told.All(static text => text.StartsWith("Healthy", StringComparison.Ordinal)) && odd.Count == 0, string.Join('\n', told.Concat(odd)));
    }


    private static async Task WaitAsync(TimeSpan patience, Func<bool> holds)
    {
        DateTime until = DateTime.UtcNow + patience;
        while (!holds() && DateTime.UtcNow < until)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Api(params Func<CancellationToken, Task<HttpResponseMessage>>[] answers) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _count;

        internal int Count => Volatile.Read(ref _count);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _count) is var number && number <= answers.Length ? answers[number - 1](cancellationToken) : base.SendAsync(request, cancellationToken);
    }
}
