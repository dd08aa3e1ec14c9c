using System.Collections.Concurrent;
using System.Text.Json;
using Discord.Gateway.Hosting;
using Discord.Gateway.Orleans;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>A cluster of silos in this process, against a simulated Discord on loopback. Each message that a handler is told is kept.</summary>
internal sealed class InProcessCluster : IAsyncDisposable
{
    // What the silos' configuration must find: they are made by Orleans, which knows strings only.
    private static readonly ConcurrentDictionary<string, InProcessCluster> All = new();

    private FaultyStorage? _storage;
    private int _said;

    private InProcessCluster(GatewaySimulatorServer server, SimulatedGuild[] guilds)
    {
        Server = server;
        Guilds = guilds;
    }

    internal GatewaySimulatorServer Server { get; }

    internal SimulatedGuild[] Guilds { get; }

    internal TestCluster Silos { get; private set; } = null!;

    internal ConcurrentQueue<string> Told { get; } = new();

    internal int Shards { get; private init; }

    /// <summary>How many shards a resharding runs at once.</summary>
    internal int ReshardAtOnce { get; private init; } = 512;

    /// <summary>How long a handler works on a message.</summary>
    internal TimeSpan HandlerTime { get; set; }

    /// <summary>What the silos keep of guilds, and where; null for nothing.</summary>
    internal BotStateOptions? State { get; private init; }

    /// <summary>Whether the silos are told where Discord's API is, and not where its gateway is.</summary>
    internal bool AsksApi { get; private init; }

    /// <summary>Where the silos store what they know.</summary>
    internal FaultyStorage Storage => _storage ?? throw new InvalidOperationException("No silo has asked for it.");

    internal GatewaySimulator Gateway => Server.Simulator;

    internal int Identifies => Gateway.Connections.Sum(connection => connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Identify));

    /// <summary>What each silo knows of guilds.</summary>
    internal IReadOnlyList<BotState> States => [.. Silos.Silos.Cast<InProcessSiloHandle>().Select(silo => silo.SiloHost.Services.GetRequiredService<BotState>())];

    /// <summary>What each silo runs.</summary>
    internal IReadOnlyList<SiloShards> Running => [.. Silos.Silos.Cast<InProcessSiloHandle>().Select(silo => silo.SiloHost.Services.GetRequiredService<SiloShards>())];

    /// <summary>The bot's grains.</summary>
    internal BotGrains Grains => new(Silos.GrainFactory, BotName.Of(Gateway.Options.Token, deployment: null));

    /// <summary>As a client of the cluster sees it.</summary>
    internal DiscordCluster Cluster => Silos.Client.ServiceProvider.GetRequiredService<DiscordCluster>();

    internal static async Task<InProcessCluster> StartAsync(int shards = 4, short silos = 2, BotStateOptions? state = null, bool asksApi = false, int reshardAtOnce = 512)
    {
        SimulatedGuild[] guilds = [.. Enumerable.Range(0, Math.Max(24, shards)).Select(index => new SimulatedGuild(((ulong)index << 22) + 1, $"Guild {index}", memberCount: 3))];
        GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(new GatewaySimulatorOptions { Guilds = guilds, MaxConcurrency = Math.Max(8, shards) });
        var cluster = new InProcessCluster(server, guilds) { Shards = shards, State = state, AsksApi = asksApi, ReshardAtOnce = reshardAtOnce };
        string key = Guid.NewGuid().ToString("N");
        All[key] = cluster;
        var builder = new TestClusterBuilder(silos);
        builder.Properties["world"] = key;
        builder.AddSiloBuilderConfigurator<SiloConfigurator>();
        builder.AddClientBuilderConfigurator<ClientConfigurator>();
        cluster.Silos = builder.Build();
        await cluster.Silos.DeployAsync();
        await cluster.UntilConnectedAsync();
        return cluster;
    }

    /// <summary>The store of all silos, made with the serializer of the first.</summary>
    private FaultyStorage StoreOf(IServiceProvider services)
    {
        lock (All)
        {
            return _storage ??= new FaultyStorage(services.GetRequiredService<DeepCopier>());
        }
    }

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Says something new in every guild, so many times. Returns what was said.</summary>
    internal async Task<string[]> SayAsync(int times)
    {
        var contents = new List<string>();
        for (int i = 0; i < times; i++)
        {
            foreach (SimulatedGuild guild in Guilds)
            {
                string content = $"said {Interlocked.Increment(ref _said)}";
                contents.Add(content);
                await Gateway.DispatchMessageAsync(guild, content);
            }
        }

        return [.. contents];
    }

    /// <summary>The session of a shard that the store holds.</summary>
    internal ShardSession? Stored(int index) => Storage.Find<ShardRecord>("session", Grains.KeyOf(new ShardId(index, Shards)))?.Session is { } json
        ? JsonSerializer.Deserialize<ShardSession>(json) : null;

    internal Task UntilConnectedAsync() => UntilAsync(async () => (await Cluster.GetStatusAsync()).All(shard => shard.Stage == ConnectionStage.Connected));

    internal Task UntilToldAsync(params string[] contents) => UntilAsync(() => Task.FromResult(contents.All(content => Told.Contains(content))));

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class SiloConfigurator : IHostConfigurator
    {
        public void Configure(IHostBuilder hostBuilder) => hostBuilder.UseOrleans((context, silo) =>
        {
            InProcessCluster world = All[context.Configuration["world"]!];
            silo.Services.AddKeyedSingleton<IGrainStorage>(DiscordCluster.StorageName, (services, _) => world.StoreOf(services));
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.AddMemoryStreams("events");
            DiscordGatewayBuilder discord = silo.AddDiscordGateway(
                    options =>
                    {
                        options.Token = world.Gateway.Options.Token;
                        options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent | GatewayIntents.GuildMembers
                            | GatewayIntents.GuildPresences;
                        options.GatewayUri = world.AsksApi ? ShardOptions.DefaultGatewayUri : world.Gateway.GatewayUri;
                        options.TotalShards = world.Shards;
                    },
                    cluster =>
                    {
                        cluster.StreamProvider = "events";
                        cluster.ReshardAtOnce = world.ReshardAtOnce;
                    })
                .ConfigureManager((_, manager) => manager with
                {
                    ApiUri = world.AsksApi ? new Uri(world.Server.HttpUri, "api/v10/") : manager.ApiUri,
                    SessionStartLimit = world.AsksApi ? null : SessionStartLimit.Default with { MaxConcurrency = world.Gateway.Options.MaxConcurrency },
                    ReshardOverlap = TimeSpan.FromSeconds(1),
                })
                .On<MessageCreateEvent>((_, message, _) =>
                {
                    world.Told.Enqueue(message.Message.Content);
                    return Task.Delay(world.HandlerTime, CancellationToken.None);
                });
            if (world.State is { } state)
            {
                discord.AddState(state);
            }
        });
    }

    private sealed class ClientConfigurator : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
        {
            clientBuilder.AddMemoryStreams("events");
            clientBuilder.UseDiscordCluster();
        }
    }
}
