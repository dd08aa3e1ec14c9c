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

/// <summary>Runs a bot's shards in an Orleans cluster.</summary>
public static class DiscordClusterExtensions
{
    /// <summary>
    /// Runs this silo's share of the bot's shards, which are spread evenly over all silos that call this. The cluster starts the shards, moves them when a silo dies, joins or leaves, and
    /// enforces Discord's limits across all silos.
    /// </summary>
    /// <param name="silo">The silo. It needs a grain storage named <see cref="DiscordCluster.StorageName"/> for the sessions.</param>
    /// <param name="configure">
    /// Sets options in code, after the configuration section <c>Discord</c> is applied. All silos must have the same options. <see cref="DiscordGatewayOptions.FirstShard"/>,
    /// <see cref="DiscordGatewayOptions.ShardCount"/>, <see cref="DiscordGatewayOptions.SessionDirectory"/> and <see cref="DiscordGatewayOptions.ShardFailureBehavior"/> are ignored.
    /// </param>
    /// <param name="configureCluster">Sets options of the cluster.</param>
    /// <returns>A builder to which event handlers are added; they are called on the silo that runs the shard.</returns>
    /// <exception cref="InvalidOperationException">The silo, or its host, already has a bot without a key.</exception>
    /// <example>
    /// <code>
    /// builder.UseOrleans(silo =>
    /// {
    ///     silo.UseLocalhostClustering();
    ///     silo.AddMemoryGrainStorage(DiscordCluster.StorageName);
    ///     silo.AddDiscordGateway(options => options.TotalShards = 16)
    ///         .AddHandler&lt;MessageCreateEvent, PingHandler&gt;();
    /// });
    /// </code>
    /// </example>
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

    /// <summary>Adds the service <see cref="DiscordCluster"/> to a client of the cluster.</summary>
    /// <param name="client">The client.</param>
    /// <param name="configureCluster">Selects the bot, if the cluster runs several.</param>
    public static IClientBuilder UseDiscordCluster(this IClientBuilder client, Action<DiscordClusterOptions>? configureCluster = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        AddShared(client.Services, Make(configureCluster));
        return client;
    }

    /// <summary>
    /// Adds the service <see cref="DiscordCluster"/> to a silo that runs no shards, such as a web server. Every silo of the cluster must call this or <see cref="AddDiscordGateway"/>, since
    /// each may have to locate the silo of a shard.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configureCluster">Selects the bot, if the cluster runs several.</param>
    public static ISiloBuilder UseDiscordCluster(this ISiloBuilder silo, Action<DiscordClusterOptions>? configureCluster = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        AddShared(silo.Services, Make(configureCluster));
        AddPlacement(silo.Services);
        return silo.Configure<GrainTypeOptions>(static types => types.Classes.RemoveWhere(static type => type.Assembly == typeof(DiscordCluster).Assembly));
    }

    /// <summary>
    /// Adds a health check of the shards on this silo, for both liveness and readiness. It fails if a handler hangs. A silo without shards is healthy: it may be about to receive some. A
    /// silo is degraded if its shards wait for session starts or identify turns, if Discord has ended them, or if it cannot reach Discord or store sessions: its shards would do no better on
    /// another.
    /// </summary>
    /// <param name="builder">The result of <c>services.AddHealthChecks()</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">Tags for selecting checks, such as <c>ready</c>.</param>
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
            string? problem = unsavedFor >= WorryingAge ? $"sessions could not be stored for {unsavedFor.TotalSeconds:F0} s: if this silo dies, the events of that time are delivered again" : null;
            return Task.FromResult(
                status.Count == 0 ? HealthCheckResult.Healthy("no shards run on this silo") : ShardHealth.Of(status, context.Registration.FailureStatus, movesWhenFailed: true, otherProblem: problem));
        }
    }
}
