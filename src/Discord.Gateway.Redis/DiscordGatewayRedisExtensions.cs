using System.Net;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>Runs a bot's shards in several processes, which share Discord's limits and the sessions through Redis.</summary>
public static class DiscordGatewayRedisExtensions
{
    /// <summary>
    /// Uses Redis at an address. The configuration section <c>Discord:Redis</c> sets options, then <paramref name="configure"/>; they are checked when the host starts. If
    /// <see cref="DiscordGatewayBuilder.ConfigureManager"/> changes the token, call this after it.
    /// </summary>
    /// <param name="builder">The result of <c>services.AddDiscordGateway()</c>.</param>
    /// <param name="connectionString">The address of Redis, such as <c>redis:6379</c>. See <see cref="RedisGatewayOptions.ConnectionString"/>.</param>
    /// <param name="configure">Sets options in code, after the configuration is applied; null for none.</param>
    /// <exception cref="InvalidOperationException">The bot already uses Redis.</exception>
    /// <example>
    /// <code>
    /// builder.Services
    ///     .AddDiscordGateway(options => options.TotalShards = 16)
    ///     .UseRedis("redis:6379", options => options.ShardsPerProcess = 8)
    ///     .AddHandler&lt;MessageCreateEvent, PingHandler&gt;();
    /// </code>
    /// </example>
    public static DiscordGatewayBuilder UseRedis(this DiscordGatewayBuilder builder, string connectionString, Action<RedisGatewayOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return Add(builder, connectionString, given: null, configure);
    }

    /// <summary>Uses an existing connection to Redis, which its owner closes after the host has stopped. Otherwise as with an address.</summary>
    /// <param name="builder">The result of <c>services.AddDiscordGateway()</c>.</param>
    /// <param name="redis">The connection.</param>
    /// <param name="configure">Sets options in code, after the configuration is applied; null for none.</param>
    /// <exception cref="InvalidOperationException">The bot already uses Redis.</exception>
    public static DiscordGatewayBuilder UseRedis(this DiscordGatewayBuilder builder, IConnectionMultiplexer redis, Action<RedisGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        return Add(builder, connectionString: null, redis, configure);
    }

    /// <summary>
    /// Uses Redis at the address in the configuration (<c>Discord:Redis:ConnectionString</c>), or the <see cref="IConnectionMultiplexer"/> in the container: the one with the bot's key, if
    /// there is one, otherwise the one without a key. Otherwise as with an address.
    /// </summary>
    /// <param name="builder">The result of <c>services.AddDiscordGateway()</c>.</param>
    /// <param name="configure">Sets options in code, after the configuration is applied; null for none.</param>
    /// <exception cref="InvalidOperationException">The bot already uses Redis.</exception>
    public static DiscordGatewayBuilder UseRedis(this DiscordGatewayBuilder builder, Action<RedisGatewayOptions>? configure = null) =>
        Add(builder, connectionString: null, given: null, configure);

    private static DiscordGatewayBuilder Add(DiscordGatewayBuilder builder, string? connectionString, IConnectionMultiplexer? given, Action<RedisGatewayOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        var key = new BotKey(builder.Key);
        if (services.Any(service => service.ServiceType == typeof(RedisGateway) && Equals(service.ServiceKey, key.Value)))
        {
            throw new InvalidOperationException("UseRedis was already called for this bot. Set all options in one call.");
        }

        string section = $"{key.SectionName}:{RedisGatewayOptions.SectionName}";
        services.AddSingleton(new KnownSection(section));
        OptionsBuilder<RedisGatewayOptions> options = services.AddOptions<RedisGatewayOptions>(key.OptionsName).BindConfiguration(section);
        if (connectionString is not null)
        {
            options.Configure(redis => redis.ConnectionString = connectionString);
        }

        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddKeyedSingleton(key.Value, (provider, _) =>
        {
            RedisGatewayOptions redis = provider.GetRequiredService<IOptionsMonitor<RedisGatewayOptions>>().Get(key.OptionsName);
            return new RedisGateway(Connect(provider, key, redis, given), redis, provider.GetRequiredService<ILoggerFactory>(), key.LogCategory);
        });
        services.TryAddKeyedSingleton(key.Value, (provider, _) => provider.GetRequiredKeyedService<RedisGateway>(key.Value).CreateShards(provider.GetRequiredKeyedService<ManagerOptionsFactory>(key.Value).Create(key.GetOptions(provider))));
        services.AddSingleton<IHostedService>(provider => new RedisListener(
            provider.GetRequiredKeyedService<RedisGateway>(key.Value).Connection,
            provider.GetRequiredKeyedService<RedisShards>(key.Value),
            provider.GetRequiredKeyedService<ShardManager>(key.Value),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(key.LogCategory)));
        return builder.ConfigureManager((provider, manager) => provider.GetRequiredKeyedService<RedisGateway>(key.Value).Apply(manager));
    }

    private static RedisConnection Connect(IServiceProvider provider, BotKey key, RedisGatewayOptions options, IConnectionMultiplexer? given)
    {
        if (given is not null)
        {
            return new RedisConnection(given);
        }

        if (options.ConnectionString is { } text)
        {
            ConfigurationOptions configuration = Parse(text);
            return new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false));
        }

        return new RedisConnection(provider.GetKeyedService<IConnectionMultiplexer>(key.Value) ?? provider.GetService<IConnectionMultiplexer>()
            ?? throw RedisGatewayOptions.Invalid(nameof(RedisGatewayOptions.ConnectionString), $"is missing: set {key.SectionName}:{RedisGatewayOptions.SectionName}:{nameof(RedisGatewayOptions.ConnectionString)}, "
                + "pass the address to UseRedis, or register an IConnectionMultiplexer in the container"));
    }

    private static ConfigurationOptions Parse(string text)
    {
        try
        {
            ConfigurationOptions configuration = ConfigurationOptions.Parse(text);

            // A Redis that is away when it is first needed is connected to as soon as it is there.
            configuration.AbortOnConnectFail = false;
            return configuration.EndPoints.Count > 0 && configuration.EndPoints.All(IsAddress) ? configuration : throw new ArgumentException("no address");
        }
        catch (ArgumentException)
        {
            // The text may have a password in it.
            throw RedisGatewayOptions.Invalid(nameof(RedisGatewayOptions.ConnectionString), "is not valid: use host and port, such as redis:6379, followed by options if needed, such as redis:6379,password=…,ssl=true. URLs are not supported");
        }
    }

    /// <summary>A URL, as others name a Redis, would be taken for a host's name, and told with its password when that host cannot be found.</summary>
    private static bool IsAddress(EndPoint endPoint) => endPoint is not DnsEndPoint { Host: var host } || !host.AsSpan().ContainsAny("/@");
}
