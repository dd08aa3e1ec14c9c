using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Adds bots to a host.</summary>
/// <example>
/// <code>
/// HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
/// builder.Services.AddDiscordGateway(options => options.Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
///     .AddHandler&lt;MessageCreateEvent, PingHandler&gt;();
/// builder.Services.AddHealthChecks().AddDiscordGateway();
/// await builder.Build().RunAsync(); // the token comes from DISCORD_TOKEN
/// </code>
/// </example>
public static class DiscordGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="ShardManager"/> that runs from when the host has started until it stops. Its options come from the configuration section <c>Discord</c>, then from
    /// <paramref name="configure"/>, and are validated when the host starts. When the host stops, sessions are saved, and the next start continues them.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options in code; it overrides the configuration.</param>
    /// <returns>A builder for handlers, middleware and state.</returns>
    /// <exception cref="InvalidOperationException">The host already has a bot without a key.</exception>
    /// <remarks>
    /// A second bot needs a key: see <see cref="AddDiscordGateway(IServiceCollection, string, Action{DiscordGatewayOptions}?)"/>. The manager is a service: inject
    /// <see cref="ShardManager"/> to set the presence or find a guild's shard. If the container has an
    /// <see cref="ISessionStore"/>, an <see cref="IIdentifyGate"/> or a <see cref="TimeProvider"/>, they are used.
    /// <para>
    /// The shards connect after <see cref="IHostApplicationLifetime.ApplicationStarted"/>: when handlers run, every service of the host has started. A service must not
    /// wait for <see cref="ShardManager.WaitForConnectedAsync"/> in its own <see cref="IHostedService.StartAsync"/>: the host would never start.
    /// </para>
    /// <para>
    /// The shards deliver only events that have a handler, unless <see cref="DiscordGatewayBuilder.ConfigureManager"/> sets <see cref="ShardOptions.EventFilter"/>, and a
    /// warning names each handler whose event Discord does not send with the bot's intents.
    /// </para>
    /// <para>
    /// When Discord ends the bot permanently, or the manager fails, the host stops and <see cref="Environment.ExitCode"/> becomes 1, unless it is already another number than 0.
    /// An entry point that returns a number overrides it.
    /// </para>
    /// </remarks>
    public static DiscordGatewayBuilder AddDiscordGateway(this IServiceCollection services, Action<DiscordGatewayOptions>? configure = null) =>
        AddManager(services, BotKey.None, configure);

    /// <summary>
    /// Adds a further bot to the host, under a key. Its <see cref="ShardManager"/> is the service of that key: <c>[FromKeyedServices("second")] ShardManager manager</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="key">
    /// Names the bot: its configuration section is <c>Discord:second</c> for the key <c>second</c>, its options are those of that name
    /// (<see cref="IOptionsMonitor{TOptions}.Get"/>), and its log category is <c>Discord.Gateway.second</c>.
    /// </param>
    /// <param name="configure">Sets options in code; it overrides the configuration.</param>
    /// <returns>A builder for the handlers, middleware and state of this bot.</returns>
    /// <exception cref="ArgumentException">The key is empty, contains a colon, or is the name of an option: <c>Discord:Token</c> is the token of the bot without a key.</exception>
    /// <exception cref="InvalidOperationException">The host already has a bot with this key.</exception>
    /// <remarks>
    /// As <see cref="AddDiscordGateway(IServiceCollection, Action{DiscordGatewayOptions}?)"/>, with two differences. The token must be given in code or in the
    /// bot's section: <c>DISCORD_TOKEN</c> is for the bot without a key only. And an <see cref="ISessionStore"/> or <see cref="IIdentifyGate"/> of the key takes precedence over one
    /// without. A session store without a key is shared by all bots of the host, which overwrite each other's sessions unless it tells them apart: give each bot its own.
    /// </remarks>
    public static DiscordGatewayBuilder AddDiscordGateway(this IServiceCollection services, string key, Action<DiscordGatewayOptions>? configure = null) =>
        AddManager(services, BotKey.Parse(key), configure);

    /// <summary>
    /// Adds a health check of the shards that run here. Healthy: all are connected, and their handlers keep up. Degraded: some are not, or a handler has reached
    /// <see cref="ShardManagerOptions.SlowHandlerLimit"/>. Unhealthy: none is connected, Discord has ended one permanently, or a handler has been running for a minute: <see cref="ShardStatus.LongestHandling"/>.
    /// </summary>
    /// <param name="builder">The builder that <c>services.AddHealthChecks()</c> returns.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">Tags to select checks by, such as <c>ready</c>.</param>
    public static IHealthChecksBuilder AddDiscordGateway(this IHealthChecksBuilder builder, string name = "discord", params IEnumerable<string> tags) =>
        AddCheck(builder, BotKey.None, name, tags);

    /// <summary>Adds a health check of the bot with a key, as <see cref="AddDiscordGateway(IHealthChecksBuilder, string, IEnumerable{string})"/> does for the one without.</summary>
    /// <param name="builder">The builder that <c>services.AddHealthChecks()</c> returns.</param>
    /// <param name="key">The bot's key.</param>
    /// <param name="name">The check's name; null for <c>discord-second</c> if the key is <c>second</c>.</param>
    /// <param name="tags">Tags to select checks by, such as <c>ready</c>.</param>
    /// <exception cref="ArgumentException">The key is empty, contains a colon, or is the name of an option.</exception>
    public static IHealthChecksBuilder AddKeyedDiscordGateway(this IHealthChecksBuilder builder, string key, string? name = null, params IEnumerable<string> tags) =>
        AddCheck(builder, BotKey.Parse(key), name ?? $"discord-{key}", tags);

    /// <summary>What a bot in a host needs, whoever runs its shards.</summary>
    internal static DiscordGatewayBuilder AddOptionsAndHandlers(IServiceCollection services, BotKey key, Action<DiscordGatewayOptions>? configure)
    {
        if (services.Any(service => service.ServiceType == typeof(ManagerOptionsFactory) && Equals(service.ServiceKey, key.Value)))
        {
            throw new InvalidOperationException(key.Value is null
                ? "AddDiscordGateway was already called without a key, and a host can have only one bot without a key. Set all options of the bot in one call; add another bot with a key: AddDiscordGateway(\"second\", …)."
                : $"AddDiscordGateway(\"{key.Value}\") was already called. Set all options of the bot in one call; add another bot with another key.");
        }

        OptionsBuilder<DiscordGatewayOptions> options = services.AddOptions<DiscordGatewayOptions>(key.OptionsName).Configure<IServiceProvider>(Bind).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton(new KnownSection(key.SectionName));
        services.AddKeyedSingleton(key.Value, (provider, _) => new ManagerOptionsFactory(provider, key));
        services.AddSingleton<IPostConfigureOptions<DiscordGatewayOptions>>(CreateSetup);
        services.AddSingleton<IValidateOptions<DiscordGatewayOptions>>(CreateSetup);
        services.AddKeyedSingleton(key.Value, (provider, _) => new HandlerDispatcher(
            provider.GetKeyedServices<HandlerRegistration>(key.Value),
            provider.GetKeyedServices<MiddlewareRegistration>(key.Value),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(key.LogCategory)));
        return new DiscordGatewayBuilder(services, key.Value);

        void Bind(DiscordGatewayOptions options, IServiceProvider provider)
        {
            if (provider.GetService<IConfiguration>() is { } configuration)
            {
                DiscordConfiguration.Bind(configuration.GetSection(key.SectionName), key.OptionsName, options);
            }
        }

        DiscordGatewayOptionsSetup CreateSetup(IServiceProvider provider) => new(
            key,
            provider.GetRequiredKeyedService<ManagerOptionsFactory>(key.Value),
            provider.GetService<IConfiguration>(),
            provider.GetServices<KnownSection>(),
            provider.GetRequiredService<ILoggerFactory>());
    }

    private static DiscordGatewayBuilder AddManager(IServiceCollection services, BotKey key, Action<DiscordGatewayOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        DiscordGatewayBuilder builder = AddOptionsAndHandlers(services, key, configure);
        services.TryAddKeyedSingleton(key.Value, (provider, _) => CreateManager(provider, key));
        services.TryAddSingleton<IExitCode, ProcessExitCode>();
        services.AddSingleton<IHostedService>(provider => new DiscordGatewayService(
            provider.GetRequiredKeyedService<ShardManager>(key.Value),
            provider.GetRequiredKeyedService<HandlerDispatcher>(key.Value),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<IExitCode>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(key.LogCategory)));
        return builder;
    }

    private static ShardManager CreateManager(IServiceProvider provider, BotKey key)
    {
        HandlerRegistration[] handlers = [.. provider.GetKeyedServices<HandlerRegistration>(key.Value)];
        ShardManagerOptions options = provider.GetRequiredKeyedService<ManagerOptionsFactory>(key.Value).Create(key.GetOptions(provider), HandlerNeeds.GetFilter(handlers));
        ILogger logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(key.LogCategory);
        HandlerNeeds.Check(handlers, options.ShardOptions.Intents, logger);
        var manager = new ShardManager(options);
        HandlerNeeds.WarnOfResume(handlers, manager, logger);
        return manager;
    }

    private static IHealthChecksBuilder AddCheck(IHealthChecksBuilder builder, BotKey key, string name, IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => new DiscordGatewayHealthCheck(services.GetRequiredKeyedService<ShardManager>(key.Value)), failureStatus: null, tags));
    }
}
