using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Discord.Gateway.Hosting;

/// <summary>Adds what handles the bot's events. From <see cref="DiscordGatewayServiceCollectionExtensions.AddDiscordGateway(IServiceCollection, Action{DiscordGatewayOptions}?)"/>.</summary>
/// <remarks>The handlers of an event are called in the order in which they were added, one after the other, in one scope of the container for each event.</remarks>
public sealed class DiscordGatewayBuilder
{
    internal DiscordGatewayBuilder(IServiceCollection services) => Services = services;

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a class that handles an event. A class that handles several is added once for each; unless it was registered otherwise, it is made anew for each event.</summary>
    /// <typeparam name="TEvent">The event; <see cref="GatewayEvent"/> for all.</typeparam>
    /// <typeparam name="THandler">The class; its constructor is given services.</typeparam>
    public DiscordGatewayBuilder AddHandler<TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TEvent : GatewayEvent
        where THandler : class, IGatewayEventHandler<TEvent>
    {
        Services.TryAddScoped<THandler>();
        return Add<TEvent>(typeof(THandler).Name, (services, shard, gatewayEvent, cancellationToken) =>
            services.GetRequiredService<THandler>().HandleAsync(shard, gatewayEvent, cancellationToken));
    }

    /// <summary>Adds a delegate that handles an event.</summary>
    /// <typeparam name="TEvent">The event; <see cref="GatewayEvent"/> for all.</typeparam>
    public DiscordGatewayBuilder On<TEvent>(Func<Shard, TEvent, CancellationToken, Task> handler)
        where TEvent : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add<TEvent>($"On<{typeof(TEvent).Name}>", (_, shard, gatewayEvent, cancellationToken) => handler(shard, gatewayEvent, cancellationToken));
    }

    /// <summary>Adds a delegate that handles an event with services: those of the event's scope.</summary>
    /// <typeparam name="TEvent">The event; <see cref="GatewayEvent"/> for all.</typeparam>
    public DiscordGatewayBuilder On<TEvent>(Func<IServiceProvider, Shard, TEvent, CancellationToken, Task> handler)
        where TEvent : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add($"On<{typeof(TEvent).Name}>", handler);
    }

    /// <summary>
    /// Changes the manager's options beyond what configuration can say: presence, filter, compression, proxy. Called with services when the host starts; changes follow each other.
    /// </summary>
    public DiscordGatewayBuilder ConfigureManager(Func<IServiceProvider, ShardManagerOptions, ShardManagerOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Services.AddSingleton(new ManagerOptionsChange(change));
        return this;
    }

    private DiscordGatewayBuilder Add<TEvent>(string name, Func<IServiceProvider, Shard, TEvent, CancellationToken, Task> handle)
        where TEvent : GatewayEvent
    {
        Services.AddSingleton(HandlerRegistration.Of(name, handle));
        return this;
    }
}
