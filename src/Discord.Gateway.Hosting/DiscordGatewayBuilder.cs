using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Discord.Gateway.Hosting;

/// <summary>Adds handlers, middleware and a state to a bot in a host. Returned by <see cref="DiscordGatewayServiceCollectionExtensions.AddDiscordGateway(IServiceCollection, Action{DiscordGatewayOptions}?)"/>.</summary>
/// <remarks>The handlers of an event are called one after the other, in the order in which they were added. Each event has one scope of the container.</remarks>
/// <example>
/// <code>
/// builder.Services.AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages)
///     .AddState()
///     .AddHandler&lt;MessageCreateEvent, PingHandler&gt;()
///     .On&lt;GuildCreateEvent&gt;((shard, created, _) => Console.Out.WriteLineAsync($"{shard.ShardId} has {created.Guild.Name}"))
///     .ConfigureManager((_, manager) => manager with { EventOrder = EventOrder.PerGuild });
/// </code>
/// </example>
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

    /// <summary>Adds a class that handles an event. Add a class that handles several events once for each. Unless it is registered otherwise, a new instance is created for each event.</summary>
    /// <typeparam name="TEvent">The type of the event; <see cref="GatewayEvent"/> for all events.</typeparam>
    /// <typeparam name="THandler">The class; its constructor receives services.</typeparam>
    public DiscordGatewayBuilder AddHandler<TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TEvent : GatewayEvent
        where THandler : class, IGatewayEventHandler<TEvent>
    {
        Services.TryAddScoped<THandler>();
        return Add<TEvent>(typeof(THandler).Name, (services, shard, gatewayEvent, cancellationToken) =>
            services.GetRequiredService<THandler>().HandleAsync(shard, gatewayEvent, cancellationToken));
    }

    /// <summary>Adds a delegate that handles an event.</summary>
    /// <typeparam name="TEvent">The type of the event; <see cref="GatewayEvent"/> for all events.</typeparam>
    public DiscordGatewayBuilder On<TEvent>(Func<Shard, TEvent, CancellationToken, Task> handler)
        where TEvent : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add<TEvent>($"On<{typeof(TEvent).Name}>", (_, shard, gatewayEvent, cancellationToken) => handler(shard, gatewayEvent, cancellationToken));
    }

    /// <summary>Adds a delegate that handles an event with the services of the event's scope.</summary>
    /// <typeparam name="TEvent">The type of the event; <see cref="GatewayEvent"/> for all events.</typeparam>
    public DiscordGatewayBuilder On<TEvent>(Func<IServiceProvider, Shard, TEvent, CancellationToken, Task> handler)
        where TEvent : GatewayEvent
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add($"On<{typeof(TEvent).Name}>", handler);
    }

    /// <summary>
    /// Adds a <see cref="BotState"/> of the bot's guilds, which handlers can inject. It is updated with each event before the event is handled, and saved with the sessions. For a bot with
    /// a key, it is a keyed service of that key. An <see cref="IStateStore"/> in the container is used unless the options name another. See <see cref="ShardManagerOptions.State"/>.
    /// </summary>
    /// <param name="options">The parts of the state to keep, and its store; null for the defaults.</param>
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
    /// Adds a class that wraps all handlers of an event. The first added is the outermost, regardless of when handlers are added. Unless it is registered
    /// otherwise, a new instance is created for each event.
    /// </summary>
    /// <typeparam name="TMiddleware">The class; its constructor receives services.</typeparam>
    public DiscordGatewayBuilder Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>()
        where TMiddleware : class, IGatewayEventMiddleware
    {
        Services.TryAddScoped<TMiddleware>();
        Services.AddKeyedSingleton(Key, new MiddlewareRegistration(typeof(TMiddleware).Name, static services => services.GetRequiredService<TMiddleware>()));
        return this;
    }

    /// <summary>
    /// Changes options of the manager that configuration does not have: presence, filter, compression, proxy. Called with the host's services when the host starts; later changes see the
    /// result of earlier ones. Unless a change sets <see cref="ShardOptions.EventFilter"/>, the shards deliver only events that have a handler.
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
