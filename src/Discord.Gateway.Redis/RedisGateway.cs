using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Redis;

/// <summary>What a bot in a host has of Redis: one connection, gate and store, however often its manager's options are made.</summary>
internal sealed class RedisGateway(RedisConnection connection, RedisGatewayOptions options, ILoggerFactory loggers, string logCategory) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ILogger _logger = loggers.CreateLogger(logCategory);
    private (Id<User> BotId, RedisIdentifyGate Gate, RedisSessionStore Store)? _made;

    internal RedisConnection Connection => connection;

    /// <summary>The manager's options, with the gate and the store of this bot.</summary>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    internal ShardManagerOptions Apply(ShardManagerOptions manager)
    {
        if (string.IsNullOrWhiteSpace(manager.ShardOptions.Token))
        {
            // The check of the host's own options says so, and how to give one.
            return manager;
        }

        Range? shards = options.GetShards(manager.TotalShards, Environment.GetEnvironmentVariable("HOSTNAME"));
        if (shards is not null && !manager.LocalShards.Equals(Range.All))
        {
            throw RedisGatewayOptions.Invalid(nameof(RedisGatewayOptions.ShardsPerProcess), "cannot be combined with FirstShard and ShardCount, which also select the shards of this process: set only one of them");
        }

        (_, RedisIdentifyGate gate, RedisSessionStore store) = Make(manager);
        return manager with
        {
            ShardOptions = manager.ShardOptions with { IdentifyGate = gate },
            SessionStore = options.KeepSessions ? store : manager.SessionStore,
            LocalShards = shards ?? manager.LocalShards,
        };
    }

    /// <summary>What reaches the shards of all processes.</summary>
    internal RedisShards CreateShards(ShardManagerOptions manager) =>
        new(connection, RedisIdentifyGate.GetBotId(manager.ShardOptions.Token), options.KeyPrefix, manager.ShardOptions.TimeProvider);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private (Id<User> BotId, RedisIdentifyGate Gate, RedisSessionStore Store) Make(ShardManagerOptions manager)
    {
        Id<User> botId = RedisIdentifyGate.GetBotId(manager.ShardOptions.Token);
        lock (_lock)
        {
            if (_made is { } made && made.BotId == botId)
            {
                return made;
            }

            var gateOptions = new RedisIdentifyGateOptions
            {
                KeyPrefix = options.KeyPrefix,
                SessionStartReserve = manager.SessionStartReserve,
                TimeProvider = manager.ShardOptions.TimeProvider,
                FetchLimit = manager.SessionStartLimit is null ? async ending => (await GatewayBot.GetAsync(manager, ending).ConfigureAwait(false)).SessionStartLimit : null,
            };
            var gate = new RedisIdentifyGate(connection, botId, gateOptions, _logger);
            _made = made = (botId, gate, new RedisSessionStore(connection, botId, options.GetStoreOptions(), _logger));
            return made;
        }
    }
}
