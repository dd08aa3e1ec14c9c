using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Puts a bot's shards into a host.</summary>
public static class DiscordGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="ShardManager"/> that runs for as long as the host runs. Its options come from the configuration section <c>Discord</c>, then from
    /// <paramref name="configure"/>, and are checked when the host starts. A host that stops keeps the sessions: the next one continues them.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options in code, over those of the configuration.</param>
    /// <returns>Adds the handlers of events.</returns>
    /// <remarks>
    /// One bot for each host. The manager is a service, too: ask for <see cref="ShardManager"/> to set the presence or find a guild's shard. If the container has an
    /// <see cref="ISessionStore"/>, an <see cref="IIdentifyGate"/> or a <see cref="TimeProvider"/>, they are used.
    /// </remarks>
    public static DiscordGatewayBuilder AddDiscordGateway(this IServiceCollection services, Action<DiscordGatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        DiscordGatewayBuilder builder = AddOptionsAndHandlers(services, configure);
        services.TryAddSingleton(static provider => new ShardManager(
            provider.GetRequiredService<ManagerOptionsFactory>().Create(provider.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DiscordGatewayService>());
        return builder;
    }

    /// <summary>What a bot in a host needs, whoever runs its shards.</summary>
    internal static DiscordGatewayBuilder AddOptionsAndHandlers(IServiceCollection services, Action<DiscordGatewayOptions>? configure)
    {
        OptionsBuilder<DiscordGatewayOptions> options = services.AddOptions<DiscordGatewayOptions>().BindConfiguration(DiscordGatewayOptions.SectionName).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<ManagerOptionsFactory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DiscordGatewayOptions>, DiscordGatewayOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DiscordGatewayOptions>, DiscordGatewayOptionsSetup>());
        services.TryAddSingleton(static provider => new HandlerDispatcher(
            provider.GetServices<HandlerRegistration>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger(ManagerOptionsFactory.LogCategory)));
        return new DiscordGatewayBuilder(services);
    }

    /// <summary>
    /// Adds a health check of the shards that run here. Healthy: all are connected, and their handlers keep up. Degraded: some are not. Unhealthy: none is connected, or
    /// Discord has ended one for good.
    /// </summary>
    /// <param name="builder">From <c>services.AddHealthChecks()</c>.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">For choosing checks: <c>ready</c>, for instance.</param>
    public static IHealthChecksBuilder AddDiscordGateway(this IHealthChecksBuilder builder, string name = "discord", params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, static services => new DiscordGatewayHealthCheck(services.GetRequiredService<ShardManager>()), failureStatus: null, tags));
    }
}
