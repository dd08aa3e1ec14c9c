using Discord.Gateway.Hosting;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Hosting;

/// <summary>A gateway in memory, and hosts with a bot that follow each other on it.</summary>
internal sealed class HostWorld : IAsyncDisposable
{
    private IHost? _host;

    internal HostWorld(int shards = 1) => Gateway = new GatewaySimulator(new GatewaySimulatorOptions
    {
        Guilds = [Guild, new SimulatedGuild(8_388_608, "Other")],
        RecommendedShards = shards,
        MaxConcurrency = 16,
        TimeProvider = Clock,
    });

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal SimulatedGuild Guild { get; } = new(4_194_304, "Home");

    internal GatewaySimulator Gateway { get; }

    internal MemorySessionStore Store { get; } = new();

    internal CapturedLogs Logs { get; } = new();

    internal FakeExitCode ExitCode { get; } = new();

    internal Dictionary<string, string?> Configuration { get; } = new() { ["Discord:Intents"] = "Guilds, GuildMessages, MessageContent" };

    internal IServiceProvider Services => _host!.Services;

    internal ShardManager Manager => Services.GetRequiredService<ShardManager>();

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopAsync();
        }

        Gateway.Dispose();
        Assert.Empty(Gateway.Violations);
    }

    /// <summary>A host as a bot's author makes it. Unless it is configured in code, for tests of its options, the gateway in memory is its wire.</summary>
    internal IHost Build(Action<DiscordGatewayBuilder> addHandlers, Action<DiscordGatewayOptions>? configure = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Configuration);
        builder.Services.AddLogging(logging => logging.AddProvider(new CapturedLogsProvider(Logs)));
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton<ISessionStore>(Store).AddSingleton<IExitCode>(ExitCode);
        DiscordGatewayBuilder discord = builder.Services.AddDiscordGateway(configure);
        if (configure is null)
        {
            discord.ConfigureManager((_, options) => Gateway.Redirect(options));
        }

        addHandlers(discord);
        builder.Services.AddHealthChecks().AddDiscordGateway();
        return builder.Build();
    }

    internal async Task StartAsync(Action<DiscordGatewayBuilder> addHandlers)
    {
        _host = Build(addHandlers);
        await _host.StartAsync(Cancellation);
        await Manager.WaitForConnectedAsync(Cancellation);
    }

    internal async Task StopAsync()
    {
        IHost host = _host!;
        _host = null;
        await host.StopAsync(Cancellation);
        host.Dispose();
    }

    internal Task<HealthReport> CheckHealthAsync() => Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);

    internal Task SayAsync(string content) => Gateway.DispatchMessageAsync(Guild, content);

    private sealed class CapturedLogsProvider(CapturedLogs logs) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logs;

        public void Dispose()
        {
        }
    }
}
