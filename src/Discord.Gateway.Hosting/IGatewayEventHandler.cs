namespace Discord.Gateway.Hosting;

/// <summary>
/// Handles events of a type and of types derived from it; a handler of <see cref="GatewayEvent"/> handles all events. Added with
/// <see cref="DiscordGatewayBuilder.AddHandler{TEvent, THandler}"/>; a new instance is created for each event, in a scope of its own.
/// </summary>
/// <typeparam name="TEvent">The type of the event, such as <see cref="MessageCreateEvent"/>.</typeparam>
/// <example>
/// <code>
/// sealed class WelcomeHandler(ILogger&lt;WelcomeHandler&gt; logger) : IGatewayEventHandler&lt;GuildMemberAddEvent&gt;
/// {
///     public Task HandleAsync(Shard shard, GuildMemberAddEvent gatewayEvent, CancellationToken cancellationToken)
///     {
///         logger.LogInformation("{User} joined {Guild}", gatewayEvent.Member.User?.Username, gatewayEvent.GuildId);
///         return Task.CompletedTask;
///     }
/// }
/// </code>
/// </example>
public interface IGatewayEventHandler<in TEvent>
    where TEvent : GatewayEvent
{
    /// <summary>Handles an event. <see cref="ShardManagerOptions.EventOrder"/> says which events wait for it. Exceptions it throws are logged and otherwise ignored.</summary>
    /// <param name="shard">The shard that received the event; send commands through it.</param>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="cancellationToken">Cancelled when a shutdown has waited for handlers for <see cref="DiscordGatewayOptions.ShutdownTimeout"/>.</param>
    Task HandleAsync(Shard shard, TEvent gatewayEvent, CancellationToken cancellationToken);
}
