using System.Collections.Concurrent;
using System.Diagnostics;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans.Runtime;

namespace OrleansCluster;

/// <summary>
/// A simulated Discord, and a cluster on loopback against it: this process is a silo without shards, which keeps membership and sessions if no store does; the silos with shards
/// are processes of their own.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly SiloSettings _settings;
    private readonly IHost _host;
    private readonly ConcurrentDictionary<int, Process> _silos = new();

    private LocalCluster(SiloSettings settings, IHost host, GatewaySimulatorServer server)
    {
        _settings = settings;
        _host = host;
        Server = server;
    }

    /// <summary>The simulated Discord.</summary>
    internal GatewaySimulatorServer Server { get; }

    /// <summary>A guild for each shard, by the shard's index.</summary>
    internal IReadOnlyList<SimulatedGuild> Guilds => Server.Simulator.Options.Guilds;

    /// <summary>How many sessions the bot has started.</summary>
    internal int Identifies => Server.Simulator.Options.SessionStartsRemaining - Server.Simulator.SessionStartsRemaining;

    /// <summary>The bot's shards.</summary>
    internal DiscordCluster Cluster => _host.Services.GetRequiredService<DiscordCluster>();

    /// <summary>The cluster's grains.</summary>
    internal IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The state of each shard; none before the first silo is there, and for the seconds in which the cluster finds out that a silo has died.</summary>
    internal async Task<IReadOnlyList<ClusterShard>> GetStatusAsync()
    {
        try
        {
            return await Cluster.GetStatusAsync();
        }
        catch (Exception error) when (error is ShardNotRunningException or InvalidOperationException or OrleansException or TimeoutException or OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>The silos' processes, by the port of each.</summary>
    internal IReadOnlyDictionary<int, Process> Silos => _silos;

    /// <summary>Told each line that a silo prints, with its port.</summary>
    internal event Action<int, string>? Printed;

    internal static async Task<LocalCluster> StartAsync(int shards, int maxConcurrency, string? redis = null, string? postgres = null)
    {
        var gateway = new GatewaySimulatorOptions
        {
            Guilds = [.. Enumerable.Range(0, shards).Select(index => new SimulatedGuild(((ulong)index << 22) + 1, $"Guild {index}"))],
            MaxConcurrency = maxConcurrency,
        };
        GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(gateway);
        int port = SiloSettings.FindFreePort();
        var settings = new SiloSettings
        {
            SiloPort = port,
            ClientPort = SiloSettings.FindFreePort(),
            PrimaryPort = port,
            Redis = redis,
            Postgres = postgres,
            ClusterId = $"cluster-{Guid.NewGuid():N}",
            Gateway = server.Simulator.GatewayUri,
            Token = gateway.Token,
            Shards = shards,
            MaxConcurrency = maxConcurrency,
        };
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            SiloProcess.Join(silo, settings, keepsSessions: true);
            silo.UseDiscordCluster();
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new LocalCluster(settings, host, server);
    }

    /// <summary>Starts one more silo; returns its port, by which it is known.</summary>
    /// <param name="dashboardPort">Where it shows Orleans' dashboard; null for nowhere.</param>
    /// <param name="shards">How many shards the bot has by the options of this silo, if they are not those of the others.</param>
    /// <param name="program">Another build of this program, to run two versions together.</param>
    internal int StartSilo(int? dashboardPort = null, int? shards = null, string? program = null)
    {
        SiloSettings settings = _settings with
        {
            SiloPort = SiloSettings.FindFreePort(),
            ClientPort = SiloSettings.FindFreePort(),
            DashboardPort = dashboardPort,
            Shards = shards ?? _settings.Shards,
        };
        program ??= Path.Combine(AppContext.BaseDirectory, "OrleansCluster.dll");
        Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. settings.Format()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _silos[settings.SiloPort] = process;
        process.OutputDataReceived += (_, line) => Printed?.Invoke(settings.SiloPort, line.Data ?? "");
        process.BeginOutputReadLine();
        return settings.SiloPort;
    }

    /// <summary>Stops being a silo: those with shards are the whole cluster then. Needs a store.</summary>
    internal Task LeaveAsync() => _host.StopAsync();

    /// <summary>Kills a silo, as a power cut would.</summary>
    internal Task KillSiloAsync(int port) => EndSiloAsync(port, process => process.Kill());

    /// <summary>Stops a silo as a deploy does: its shards move away first.</summary>
    internal Task StopSiloAsync(int port) => EndSiloAsync(port, process => process.StandardInput.Close());

    private async Task EndSiloAsync(int port, Action<Process> end)
    {
        if (_silos.TryRemove(port, out Process? process))
        {
            end(process);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Keys.Select(KillSiloAsync));
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
        {
            await _host.StopAsync(patience.Token);
        }

        _host.Dispose();
        await Server.DisposeAsync();
    }
}
