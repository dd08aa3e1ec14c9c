using Discord.Gateway.Hosting;
using Discord.Gateway.Redis;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.RedisTests;

/// <summary>A bot in a host, with a container and a connection to Redis of its own, as a process has them.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BotHost(IHost host) => _host = host;

    internal ShardManager Manager => _host.Services.GetRequiredService<ShardManager>();

    internal RedisShards Shards => _host.Services.GetRequiredService<RedisShards>();

    internal static async Task<BotHost> StartAsync(
        RedisFixture redis, GatewaySimulator gateway, Action<DiscordGatewayOptions> configure, Action<RedisGatewayOptions>? configureRedis = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(new Provider(redis.Log)));
        builder.Services
            .AddDiscordGateway(configure)
            .ConfigureManager((_, options) => gateway.Redirect(options) with { SessionSaveInterval = TimeSpan.FromMilliseconds(200) })
            .UseRedis(redis.Server.Address, configureRedis);
        var process = new BotHost(builder.Build());
        await process._host.StartAsync(TestContext.Current.CancellationToken);
        return process;
    }

    /// <summary>One of the processes of a bot with some shards in each.</summary>
    internal static Task<BotHost> StartAsync(RedisFixture redis, GatewaySimulator gateway, int process, int shardsPerProcess = 2, int totalShards = 4) => StartAsync(
        redis,
        gateway,
        options => (options.Token, options.TotalShards, options.Intents) = (gateway.Options.Token, totalShards, GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildVoiceStates),
        options => (options.ShardsPerProcess, options.ProcessIndex) = (shardsPerProcess, process));

    /// <summary>How many payloads of a kind the gateway has received.</summary>
    internal static int Count(GatewaySimulator gateway, GatewayOpcode opcode) =>
        gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == opcode));

    internal Task WaitForConnectedAsync() => Manager.WaitForConnectedAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(40));

    internal async Task StopAsync() => await _host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    private sealed class Provider(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
