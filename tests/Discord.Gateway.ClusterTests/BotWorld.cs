using System.Collections.Concurrent;
using System.Net;
using Discord.Gateway.Hosting;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansCluster;

namespace Discord.Gateway.ClusterTests;

/// <summary>Silos in this process that run several bots, or several deployments of one, with one store.</summary>
internal sealed class BotWorld : IAsyncDisposable
{
    private readonly List<IHost> _silos = [];
    private readonly List<GatewaySimulatorServer> _servers = [];
    private readonly Dictionary<string, int> _primaries = [];
    private FaultyStorage? _storage;

    /// <summary>What each silo's handlers were told: the silo's name, and the message.</summary>
    internal ConcurrentQueue<(string Silo, string Content)> Told { get; } = new();

    /// <summary>Where all silos store what they know.</summary>
    internal FaultyStorage Storage => _storage ?? throw new InvalidOperationException("No silo has asked for it.");

    /// <summary>Fills the store before the first silo starts.</summary>
    internal Func<FaultyStorage, Task>? Fill { get; init; }

    /// <summary>Adds services to each silo, before all others.</summary>
    internal Action<IServiceCollection>? AddServices { get; init; }

    /// <summary>A simulated Discord with another bot, and a guild on each of its two shards.</summary>
    internal async Task<GatewaySimulatorServer> StartDiscordAsync(ulong botId, int recommended = 2, int maxGuilds = 2_500)
    {
        GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions
        {
            BotId = botId,
            Token = $"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{botId}")).TrimEnd('=')}.simulated.token",
            MaxConcurrency = 2,
            RecommendedShards = recommended,
            MaxGuildsPerShard = maxGuilds,
            Guilds = [new SimulatedGuild(1ul << 22, "first"), new SimulatedGuild(2ul << 22, "second")],
        });
        _servers.Add(server);
        return server;
    }

    /// <summary>Starts a silo that runs shards of a bot: so many, or as many as Discord recommends.</summary>
    internal Task<DiscordCluster> StartSiloAsync(string name, string clusterId, GatewaySimulatorServer discord, string? deployment = null, int? shards = 2, Uri? api = null, Action<DiscordGatewayOptions>? set = null,
        Func<ShardManagerOptions, ShardManagerOptions>? change = null) => StartAsync(clusterId, silo => silo
        .AddDiscordGateway(
            options =>
            {
                options.Token = discord.Simulator.Options.Token;
                options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent;
                options.GatewayUri = discord.Simulator.GatewayUri;
                options.TotalShards = shards;
                options.ApiUri = api ?? new Uri(discord.HttpUri, "api/v10/");
                set?.Invoke(options);
            },
            cluster => cluster.Deployment = deployment)
        .ConfigureManager((_, manager) => (change?.Invoke(manager) ?? manager) with { ReshardOverlap = TimeSpan.FromSeconds(1) })
        .On<MessageCreateEvent>((_, message, _) =>
        {
            Told.Enqueue((name, message.Message.Content));
            return Task.CompletedTask;
        }));

    /// <summary>Starts a silo without shards.</summary>
    internal Task<DiscordCluster> StartWatcherAsync(string clusterId, Action<DiscordClusterOptions>? configure = null) => StartAsync(clusterId, silo => silo.UseDiscordCluster(configure));

    /// <summary>The services of a silo.</summary>
    internal IServiceProvider ServicesOf(int index) => _silos[index].Services;

    internal SiloAddress AddressOf(int index) => ServicesOf(index).GetRequiredService<ILocalSiloDetails>().SiloAddress;

    internal Task StopAsync(int index) => _silos[index].StopAsync(TestContext.Current.CancellationToken);

    internal static Task UntilConnectedAsync(DiscordCluster cluster) =>
        UntilConnectedAsync(cluster, shards: 2);

    internal static Task UntilConnectedAsync(DiscordCluster cluster, int shards) =>
        InProcessCluster.UntilAsync(async () => await cluster.GetStatusAsync() is var status && status.Count == shards && status.All(static shard => shard.Stage == ConnectionStage.Connected));

    public async ValueTask DisposeAsync()
    {
        foreach (IHost silo in Enumerable.Reverse(_silos))
        {
            await silo.StopAsync(CancellationToken.None);
            silo.Dispose();
        }

        foreach (GatewaySimulatorServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<DiscordCluster> StartAsync(string clusterId, Action<ISiloBuilder> configure)
    {
        int port = SiloSettings.FindFreePort();
        _primaries.TryAdd(clusterId, port);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, port, SiloSettings.FindFreePort());
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, "one service"));
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, _primaries[clusterId]));

            // The older directory ends a part of the living silos' grains when a silo stops.
#pragma warning disable ORLEANSEXP003
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            silo.Services.AddKeyedSingleton<IGrainStorage>(DiscordCluster.StorageName, (services, _) => _storage ??= new FaultyStorage(services.GetRequiredService<DeepCopier>()));
            AddServices?.Invoke(silo.Services);
            configure(silo);
        });
        IHost host = builder.Build();
        if (_silos.Count == 0 && Fill is { } fill)
        {
            await fill((FaultyStorage)host.Services.GetRequiredKeyedService<IGrainStorage>(DiscordCluster.StorageName));
        }

        _silos.Add(host);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host.Services.GetRequiredService<DiscordCluster>();
    }
}
