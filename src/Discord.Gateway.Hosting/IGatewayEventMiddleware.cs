namespace Discord.Gateway.Hosting;

/// <summary>
/// Wraps all handlers of an event: to measure them, to filter events, or to open a log scope. Added with <see cref="DiscordGatewayBuilder.Use{TMiddleware}"/>, and
/// resolved from the event's scope, which the handlers share. Not called for events that no handler takes.
/// </summary>
/// <example>
/// <code>
/// sealed class Stopwatch(ILogger&lt;Stopwatch&gt; logger) : IGatewayEventMiddleware
/// {
///     public async Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func&lt;CancellationToken, Task&gt; next, CancellationToken cancellationToken)
///     {
///         long started = TimeProvider.System.GetTimestamp();
///         await next(cancellationToken);
///         logger.LogInformation("{Event} took {Time}", gatewayEvent.Name, TimeProvider.System.GetElapsedTime(started));
///     }
/// }
/// </code>
/// </example>
public interface IGatewayEventMiddleware
{
    /// <summary>Runs around the handlers of an event. Events that wait for it, by <see cref="EventOrder"/>, wait until this has completed. Exceptions it throws are logged and otherwise ignored.</summary>
    /// <param name="shard">The shard that received the event; send commands through it.</param>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="next">
    /// Runs the next middleware and, last, the handlers, with the given token; if it is not called, the event is skipped. Exceptions of handlers are logged before
    /// it completes, and it does not throw them. It throws <see cref="OperationCanceledException"/> when handlers were cancelled: do not catch that, so that the next process receives an event
    /// whose handlers were cancelled by a stop.
    /// </param>
    /// <param name="cancellationToken">Cancelled when a shutdown has waited for handlers for <see cref="DiscordGatewayOptions.ShutdownTimeout"/>.</param>
    Task InvokeAsync(Shard shard, GatewayEvent gatewayEvent, Func<CancellationToken, Task> next, CancellationToken cancellationToken);
}
