namespace Discord.Gateway.Hosting;

/// <summary>A handler that was added: for which events, how it is named in logs, and how it is called with the scope of an event.</summary>
internal sealed record HandlerRegistration(Type EventType, string Name, Func<IServiceProvider, Shard, GatewayEvent, CancellationToken, Task> Handle)
{
    internal static HandlerRegistration Of<TEvent>(string name, Func<IServiceProvider, Shard, TEvent, CancellationToken, Task> handle)
        where TEvent : GatewayEvent =>
        new(typeof(TEvent), name, (services, shard, gatewayEvent, cancellationToken) => handle(services, shard, (TEvent)gatewayEvent, cancellationToken));
}
