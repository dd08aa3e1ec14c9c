using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>Calls the handlers of an event, in the order in which they were added, in a scope of the event; within the middleware, if there is any.</summary>
internal sealed partial class HandlerDispatcher(
    IEnumerable<HandlerRegistration> registrations, IEnumerable<MiddlewareRegistration> middleware, IServiceScopeFactory scopes, ILogger logger)
{
    private readonly HandlerRegistration[] _registrations = [.. registrations];
    private readonly MiddlewareRegistration[] _middleware = [.. middleware];
    private readonly ConcurrentDictionary<Type, HandlerRegistration[]> _byType = new();

    internal Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        HandlerRegistration[] handlers = _byType.GetOrAdd(gatewayEvent.GetType(), static (type, dispatcher) => dispatcher.Find(type), this);
        if (handlers.Length == 0)
        {
            return Task.CompletedTask;
        }

        AsyncServiceScope scope = scopes.CreateAsyncScope();
        return CallAsync(handlers, scope.ServiceProvider, scope, shard, gatewayEvent, cancellationToken);
    }

    /// <summary>The handlers of a type of event. With middleware, the outermost is the only one: it calls what it wraps, so that without any nothing is spent on it.</summary>
    private HandlerRegistration[] Find(Type type)
    {
        HandlerRegistration[] handlers = [.. _registrations.Where(handler => handler.EventType.IsAssignableFrom(type))];
        return handlers.Length == 0 ? handlers : _middleware.Reverse().Aggregate(handlers, (inner, outer) => [Wrap(outer, inner)]);
    }

    private HandlerRegistration Wrap(MiddlewareRegistration outer, HandlerRegistration[] inner) => HandlerRegistration.Of<GatewayEvent>(
        outer.Name,
        (services, shard, gatewayEvent, cancellationToken) => outer.Resolve(services).InvokeAsync(
            shard, gatewayEvent, token => CallAsync(inner, services, owned: null, shard, gatewayEvent, token), cancellationToken));

    /// <summary>Calls handlers one after the other, and ends the scope if it is the outermost call.</summary>
    private async Task CallAsync(
        HandlerRegistration[] handlers, IServiceProvider services, AsyncServiceScope? owned, Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        OperationCanceledException? cancelled = null;
        HandlerCall? call = HandlerCall.Current;
        string? caller = call?.HandlerName;
        try
        {
            foreach (HandlerRegistration handler in handlers)
            {
                try
                {
                    Name(call, handler.Name);
                    await handler.Handle(services, shard, gatewayEvent, cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException error)
                {
                    cancelled ??= error;
                }
                catch (Exception error)
                {
                    LogFailed(shard.ShardId, handler.Name, gatewayEvent.Name, error);
                    if (call is not null)
                    {
                        call.HasFailed = true;
                    }
                }
            }
        }
        finally
        {
            // Middleware goes on.
            Name(call, caller);
            if (owned is { } scope)
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (cancelled is not null)
        {
            // While stopping, the manager leaves the event for the next process; else it logs this.
            ExceptionDispatchInfo.Throw(cancelled);
        }
    }

    private static void Name(HandlerCall? call, string? handler)
    {
        if (call is not null)
        {
            call.HandlerName = handler;
        }
    }

    [LoggerMessage(40, LogLevel.Error, "Shard {ShardId}: {Handler} failed on {EventName}. The bot continues with the next event")]
    private partial void LogFailed(ShardId shardId, string handler, string eventName, Exception error);
}
