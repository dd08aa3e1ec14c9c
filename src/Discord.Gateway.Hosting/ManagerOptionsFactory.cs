using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>A change to the manager's options that code asked for.</summary>
internal sealed record ManagerOptionsChange(Func<IServiceProvider, ShardManagerOptions, ShardManagerOptions> Apply);

/// <summary>Makes a bot's manager's options from those of the host and from what the container has: logs, meters, a clock, a session store, an identify gate.</summary>
internal sealed class ManagerOptionsFactory(IServiceProvider services, BotKey key)
{
    /// <summary>Makes the options; the filter is the one with which changes by code begin.</summary>
    internal ShardManagerOptions Create(DiscordGatewayOptions options, EventFilter? filter = null)
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(key.LogCategory);
        var result = new ShardManagerOptions
        {
            ShardOptions = new ShardOptions
            {
                Token = options.Token,
                Intents = options.Intents,
                GatewayUri = options.GatewayUri ?? ShardOptions.DefaultGatewayUri,
                AllowPlaintext = options.AllowPlaintext,
                EventFilter = filter ?? EventFilter.All,
                IdentifyGate = GetOwnOrShared<IIdentifyGate>(),
                TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
                Logger = logger,
                MeterFactory = services.GetService<IMeterFactory>(),
                MetricsPerShard = options.MetricsPerShard,
            },
            PresenceFor = options.PresenceFor,
            TotalShards = options.TotalShards,
            LocalShards = options.FirstShard..(options.ShardCount is { } count ? options.FirstShard + count : Index.End),
            SessionStore = GetOwnOrShared<ISessionStore>() ?? (options.SessionDirectory is { } directory ? new FileSessionStore(directory, logger) : null),
            SessionPolicy = options.SessionPolicy,
            ShutdownTimeout = options.ShutdownTimeout,
            ShardFailureBehavior = options.ShardFailureBehavior,
            ApiUri = options.ApiUri ?? ShardManagerOptions.DefaultApiUri,
        };
        result = services.GetKeyedServices<ManagerOptionsChange>(key.Value).Aggregate(result, (current, change) => change.Apply(services, current));
        return options.DeriveIntents
            ? result with { ShardOptions = result.ShardOptions with { Intents = result.ShardOptions.Intents | GetNeededIntents(result.State) } }
            : result;
    }

    private GatewayIntents GetNeededIntents(GatewayState? state) =>
        HandlerNeeds.GetIntents(services.GetKeyedServices<HandlerRegistration>(key.Value)) | (state?.RequiredIntents ?? GatewayIntents.None);

    /// <summary>The bot's own service, if there is one; else that of all bots.</summary>
    private T? GetOwnOrShared<T>()
        where T : class => services.GetKeyedService<T>(key.Value) ?? services.GetService<T>();
}
