using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>A change to the manager's options that code asked for.</summary>
internal sealed record ManagerOptionsChange(Func<IServiceProvider, ShardManagerOptions, ShardManagerOptions> Apply);

/// <summary>Makes the manager's options from those of the host and from what the container has: logs, meters, a clock, a session store, an identify gate.</summary>
internal sealed class ManagerOptionsFactory(IServiceProvider services, IEnumerable<ManagerOptionsChange> changes)
{
    internal const string LogCategory = "Discord.Gateway";

    internal ShardManagerOptions Create(DiscordGatewayOptions options)
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);
        var result = new ShardManagerOptions
        {
            Shard = new ShardOptions
            {
                Token = options.Token,
                Intents = options.Intents,
                GatewayUri = options.GatewayUri ?? ShardOptions.DefaultGatewayUri,
                AllowPlaintext = options.AllowPlaintext,
                IdentifyGate = services.GetService<IIdentifyGate>(),
                TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
                Logger = logger,
                MeterFactory = services.GetService<IMeterFactory>(),
            },
            TotalShards = options.TotalShards,
            Shards = options.FirstShard..(options.ShardCount is { } count ? options.FirstShard + count : Index.End),
            SessionStore = services.GetService<ISessionStore>() ?? (options.SessionDirectory is { } directory ? new FileSessionStore(directory, logger) : null),
            ShutdownTimeout = options.ShutdownTimeout,
            WhenShardFails = options.WhenShardFails,
            ApiUri = options.ApiUri ?? ShardManagerOptions.DefaultApiUri,
        };
        return changes.Aggregate(result, (current, change) => change.Apply(services, current));
    }
}
