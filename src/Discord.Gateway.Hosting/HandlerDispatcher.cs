using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>Calls the handlers of an event, in the order in which they were added, in a scope of the event.</summary>
internal sealed partial class HandlerDispatcher(IEnumerable<HandlerRegistration> registrations, IServiceScopeFactory scopes, ILogger logger)
{
    private readonly HandlerRegistration[] _registrations = [.. registrations];
    private readonly ConcurrentDictionary<Type, HandlerRegistration[]> _byType = new();

    internal async Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        HandlerRegistration[] handlers = _byType.GetOrAdd(
            gatewayEvent.GetType(), static (type, all) => [.. all.Where(handler => handler.EventType.IsAssignableFrom(type))], _registrations);
        if (handlers.Length == 0)
        {
            return;
        }

        OperationCanceledException? cancelled = null;
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        foreach (HandlerRegistration handler in handlers)
        {
            try
            {
                await handler.Handle(scope.ServiceProvider, shard, gatewayEvent, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException error)
            {
                cancelled ??= error;
            }
            catch (Exception error)
            {
                LogFailed(shard.ShardId, handler.Name, gatewayEvent.Name, error);
            }
        }

        if (cancelled is not null)
        {
            // While stopping, the manager leaves the event for the next process; else it logs this.
            ExceptionDispatchInfo.Throw(cancelled);
        }
    }

    [LoggerMessage(40, LogLevel.Error, "Shard {ShardId}: {Handler} failed on {EventName}. The bot goes on with the next event.")]
    private partial void LogFailed(ShardId shardId, string handler, string eventName, Exception error);
}
