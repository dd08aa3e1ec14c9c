using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Discord.Gateway.Hosting;

/// <summary>Adds what handles the bot's events. From <see cref="DiscordGatewayServiceCollectionExtensions.AddDiscordGateway(IServiceCollection, Action{DiscordGatewayOptions}?)"/>.</summary>
/// <remarks>The handlers of an event are called in the order in which they were added, one after the other, in one scope of the container for each event.</remarks>
public sealed class DiscordGatewayBuilder
{
    internal DiscordGatewayBuilder(IServiceCollection services, string? key)
    {
        Services = services;
        Key = key;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The bot's key; null for the bot without one.</summary>
    public string? Key { get; }

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
    /// Lets the bot know its guilds: a <see cref="BotState"/> for handlers to be given, which is kept up to date with each event before it is handled, and saved with the sessions. For a bot with
    /// a key, it has that key. An <see cref="IStateStore"/> in the container is used, unless the options have another. See <see cref="ShardManagerOptions.State"/>.
    /// </summary>
    /// <param name="options">What is kept, and where it is saved; null for the defaults.</param>
    public DiscordGatewayBuilder AddState(BotStateOptions? options = null)
    {
        options ??= new BotStateOptions();
        if (Key is null)
        {
            Services.AddSingleton(Create);
        }
        else
        {
            Services.AddKeyedSingleton(Key, (services, _) => Create(services));
        }

        return ConfigureManager((services, manager) => manager with { State = services.GetRequiredKeyedService<BotState>(Key) });

        BotState Create(IServiceProvider services) => new(options with { Store = options.Store ?? services.GetKeyedService<IStateStore>(Key) ?? services.GetService<IStateStore>() });
    }

    /// <summary>
    /// Adds a class that wraps all handlers of an event. The first added is the outermost, whether handlers were added before or after it. Unless it was registered
    /// otherwise, it is made anew for each event.
    /// </summary>
    /// <typeparam name="TMiddleware">The class; its constructor is given services.</typeparam>
    public DiscordGatewayBuilder Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IGatewayEventMiddleware
    {
        Services.TryAddScoped<TMiddleware>();
        Services.AddKeyedSingleton(Key, new MiddlewareRegistration(typeof(TMiddleware).Name, static services => services.GetRequiredService<TMiddleware>()));
        return this;
    }

    /// <summary>
    /// Changes the manager's options beyond what configuration can say: presence, filter, compression, proxy. Called with services when the host starts; changes follow each other.
    /// Unless a change sets <see cref="ShardOptions.EventFilter"/>, only events that a handler takes are handed out.
    /// </summary>
    public DiscordGatewayBuilder ConfigureManager(Func<IServiceProvider, ShardManagerOptions, ShardManagerOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Services.AddKeyedSingleton(Key, new ManagerOptionsChange(change));
        return this;
    }

    private DiscordGatewayBuilder Add<TEvent>(string name, Func<IServiceProvider, Shard, TEvent, CancellationToken, Task> handle)
        where TEvent : GatewayEvent
    {
        Services.AddKeyedSingleton(Key, HandlerRegistration.Of(name, handle));
        return this;
    }
}
