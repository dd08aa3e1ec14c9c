using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansCluster;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>The silos, Redis, the gateway, and the operator's client of the cluster. A silo that ends is replaced at once, as an orchestrator does.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int SiloPort = 11111;
    private const int ClientPort = 30000;
    private const int MaxConcurrency = 16;

    /// <summary>A silo that ends sooner after its start than this is replaced only when the time is over.</summary>
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<int, Silo> _silos = [];
    private readonly List<Task> _supervisions = [];
    private readonly Transcript _transcript;
    private readonly Deliveries _deliveries;
    private readonly SiloSettings _settings;
    private readonly IHost _client;
    private int _lastNumber;
    private int _endedByThemselves;
    private volatile bool _isEnding;

    private Fleet(Network network, RedisHost redis, GatewaySimulatorServer server, SiloSettings settings, IHost client, Deliveries deliveries, Transcript transcript)
    {
        (Network, Redis, Server, _settings, _client, _deliveries, _transcript) = (network, redis, server, settings, client, deliveries, transcript);
    }

    internal Network Network { get; }

    internal RedisHost Redis { get; }

    internal GatewaySimulatorServer Server { get; }

    /// <summary>How many silos have ended that nobody has asked to: others believed them dead, mostly.</summary>
    internal int EndedByThemselves => Volatile.Read(ref _endedByThemselves);

    /// <summary>The silos that have not ended, in the order of their starts.</summary>
    internal IReadOnlyList<Silo> Silos
    {
        get
        {
            lock (_silos)
            {
                return [.. _silos.Values];
            }
        }
    }

    internal static async Task<Fleet> CreateAsync(int shards, GatewaySimulatorOptions gateway, Network network, Deliveries deliveries, Transcript transcript)
    {
        GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(gateway, new GatewaySimulatorServerOptions { BindAddress = network.Discord });
        RedisHost redis = await RedisHost.StartAsync(await network.AddAsync());
        var settings = new SiloSettings
        {
            SiloPort = SiloPort,
            ClientPort = ClientPort,
            PrimaryPort = SiloPort,
            Redis = redis.Address,
            ClusterId = "chaos",
            Gateway = server.Simulator.GatewayUri,
            Token = gateway.Token,
            Shards = shards,
            MaxConcurrency = MaxConcurrency,
        };
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(redis.Address);
            client.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = settings.ClusterId);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallPatience);
            client.UseConnectionRetryFilter(async (_, cancellationToken) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
                return true;
            });
            client.UseDiscordCluster();
        });
        return new Fleet(network, redis, server, settings, builder.Build(), deliveries, transcript);
    }

    /// <summary>Starts so many silos, and the operator's client.</summary>
    internal async Task StartAsync(int silos)
    {
        await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => StartSiloAsync()));
        await _client.StartAsync();
    }

    internal async Task<Silo> StartSiloAsync()
    {
        int number = Interlocked.Increment(ref _lastNumber);
        NetworkHost host = await Network.AddAsync();
        var silo = new Silo(number, host, _settings with { Address = host.Address }, _deliveries.OnTold, _transcript);
        lock (_silos)
        {
            _silos[number] = silo;
            _supervisions.Add(SuperviseAsync(silo));
        }

        return silo;
    }

    /// <summary>Asks the cluster for something that is not asked for again.</summary>
    internal Task AskOnceAsync(Func<DiscordCluster, Task> ask) => ask(_client.Services.GetRequiredService<DiscordCluster>());

    /// <summary>Asks the cluster as its operator does: again, when that fails.</summary>
    internal async Task<T> AskAsync<T>(Func<DiscordCluster, Task<T>> ask, TimeSpan within)
    {
        TimeSpan end = _transcript.Now + within;
        while (true)
        {
            try
            {
                return await ask(_client.Services.GetRequiredService<DiscordCluster>());
            }
            catch (Exception error) when (_transcript.Now < end)
            {
                _transcript.Log("operator", error.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        foreach (Silo silo in Silos.Where(silo => !silo.HasEnded))
        {
            silo.Kill();
        }

        await Task.WhenAll(_supervisions);
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
        {
            try
            {
                await _client.StopAsync(patience.Token);
            }
            catch (Exception error)
            {
                _transcript.Log("operator", error.Message);
            }
        }

        _client.Dispose();
        await Redis.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task SuperviseAsync(Silo silo)
    {
        TimeSpan startedAt = _transcript.Now;
        int code = await silo.WaitForEndAsync();
        lock (_silos)
        {
            _silos.Remove(silo.Number);
        }

        await Network.RemoveAsync(silo.Host);
        if (_isEnding)
        {
            return;
        }

        if (!silo.IsEnding)
        {
            Interlocked.Increment(ref _endedByThemselves);
            _transcript.Say($"{silo} ended by itself with {code}");
        }

        TimeSpan wait = startedAt + Backoff - _transcript.Now;
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        if (!_isEnding)
        {
            Silo next = await StartSiloAsync();
            _transcript.Say($"{next} is started in place of {silo}");
        }
    }
}
