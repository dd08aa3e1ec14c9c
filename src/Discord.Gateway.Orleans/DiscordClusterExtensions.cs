using System.Diagnostics.Metrics;
using System.Text.Json;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Placement;
using Orleans.Serialization;

namespace Discord.Gateway.Orleans;

/// <summary>Puts a bot's shards into an Orleans cluster.</summary>
public static class DiscordClusterExtensions
{
    /// <summary>
    /// Runs a part of the bot's shards on this silo: as many as on each other silo that does the same. The cluster starts them, moves them when a silo dies, joins or leaves, and keeps
    /// Discord's limits for all of them together.
    /// </summary>
    /// <param name="silo">The silo. It needs a grain storage named <see cref="DiscordCluster.StorageName"/>, which keeps the sessions.</param>
    /// <param name="configure">Sets options in code, over those of the configuration's section <c>Discord</c>. All silos must have the same. <see cref="DiscordGatewayOptions.FirstShard"/>,
    /// <see cref="DiscordGatewayOptions.ShardCount"/>, <see cref="DiscordGatewayOptions.SessionDirectory"/> and <see cref="DiscordGatewayOptions.ShardFailureBehavior"/> have no meaning here.</param>
    /// <param name="configureCluster">Sets options of the cluster's side.</param>
    /// <returns>Adds the handlers of events: they are called on the silo where the shard runs.</returns>
    /// <exception cref="InvalidOperationException">The silo, or the host that it runs in, has a bot without a key already.</exception>
    public static DiscordGatewayBuilder AddDiscordGateway(
        this ISiloBuilder silo, Action<DiscordGatewayOptions>? configure = null, Action<DiscordClusterOptions>? configureCluster = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        DiscordClusterOptions clusterOptions = Make(configureCluster);
        AddShared(silo.Services, clusterOptions);
        AddPlacement(silo.Services);
        silo.Services.TryAddSingleton(static services => new BotGrains(
            services.GetRequiredService<IGrainFactory>(),
            BotName.Of(services)));
        silo.Services.TryAddSingleton<StreamPublisher>();
        silo.Services.TryAddSingleton<StoreContact>();
        silo.Services.TryAddSingleton<OlderVersion>();
        silo.Services.TryAddSingleton(static services => new ClusterMetrics(services.GetService<IMeterFactory>()));
        silo.Services.AddOptions<HostOptions>().PostConfigure<DiscordClusterOptions>(static (host, cluster) =>
        {
            TimeSpan needed = cluster.DrainTimeout + DiscordClusterOptions.TimeAfterDrain;
            host.ShutdownTimeout = host.ShutdownTimeout < needed ? needed : host.ShutdownTimeout;
        });
        silo.Services.TryAddSingleton<SiloShards>();

        // After the silo's own, so that it is stopped before: while it drains, the silo must work.
        silo.Services.AddHostedService(static services => services.GetRequiredService<SiloShards>());
        return DiscordGatewayServiceCollectionExtensions.AddOptionsAndHandlers(silo.Services, BotKey.None, configure);
    }

    /// <summary>Gives a client of the cluster the service <see cref="DiscordCluster"/>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="configureCluster">Says which bot is meant, if the cluster runs several.</param>
    public static IClientBuilder UseDiscordCluster(this IClientBuilder client, Action<DiscordClusterOptions>? configureCluster = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        AddShared(client.Services, Make(configureCluster));
        return client;
    }

    /// <summary>
    /// Gives a silo that runs no shards, a web server perhaps, the service <see cref="DiscordCluster"/>. Every silo of the cluster calls this or <see cref="AddDiscordGateway"/>: any of them may have
    /// to find the silo of a shard.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configureCluster">Says which bot is meant, if the cluster runs several.</param>
    public static ISiloBuilder UseDiscordCluster(this ISiloBuilder silo, Action<DiscordClusterOptions>? configureCluster = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        AddShared(silo.Services, Make(configureCluster));
        AddPlacement(silo.Services);
        return silo.Configure<GrainTypeOptions>(static types => types.Classes.RemoveWhere(static type => type.Assembly == typeof(DiscordCluster).Assembly));
    }

    /// <summary>
    /// Adds a health check of the shards that run on this silo, for liveness and readiness alike. It fails if a handler hangs. A silo without shards is healthy: it may be about to get some. One that
    /// waits for session starts or for its turns, whose shards Discord has ended, that cannot reach Discord or cannot store sessions is degraded: its shards would be no better off on another.
    /// </summary>
    /// <param name="builder">From <c>services.AddHealthChecks()</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">For choosing checks: <c>ready</c>, for instance.</param>
    public static IHealthChecksBuilder AddDiscordCluster(this IHealthChecksBuilder builder, string name = "discord", params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(name, static services => new ClusterHealthCheck(services.GetRequiredService<SiloShards>()), failureStatus: null, tags));
    }

    /// <summary>What travels between silos as JSON: presences, members, sessions and events, which are all made for it.</summary>
    private static void AddShared(IServiceCollection services, DiscordClusterOptions clusterOptions)
    {
        services.TryAddSingleton(clusterOptions);
        services.TryAddSingleton<BotFinder>();
        services.TryAddSingleton(static services =>
            new DiscordCluster(services.GetRequiredService<BotFinder>(), services.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSerializer(static serializer => serializer.AddJsonSerializer(
            static type => type.Assembly == typeof(Shard).Assembly && !type.IsSubclassOf(typeof(Exception)), new JsonSerializerOptions { Converters = { new WholeEvents() } }));

        // Without it, an exception of a shard cannot be sent, and the caller gets one of the serializer's in its place.
        services.Configure<ExceptionSerializationOptions>(static options => options.SupportedNamespacePrefixes.Add("Discord.Gateway"));
    }

    private static void AddPlacement(IServiceCollection services) => services.AddPlacementFilter<BotPlacement, BotPlacement.Director>(ServiceLifetime.Singleton);

    private static DiscordClusterOptions Make(Action<DiscordClusterOptions>? configure)
    {
        var options = new DiscordClusterOptions();
        configure?.Invoke(options);
        return options;
    }

    private sealed class ClusterHealthCheck(SiloShards shards) : IHealthCheck
    {
        /// <summary>Longer than a store that is restarted needs.</summary>
        private static readonly TimeSpan WorryingAge = TimeSpan.FromSeconds(30);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<ShardStatus> status = shards.GetStatus();
            TimeSpan unsavedFor = shards.UnsavedFor;
            string? problem = unsavedFor >= WorryingAge ? $"sessions could not be stored for {unsavedFor.TotalSeconds:F0} s: so much is told again if this silo ends" : null;
            return Task.FromResult(
                status.Count == 0 ? HealthCheckResult.Healthy("no shards run on this silo") : ShardHealth.Of(status, context.Registration.FailureStatus, movesWhenFailed: true, otherProblem: problem));
        }
    }
}
