namespace Discord.Gateway.Hosting;

/// <summary>
/// Handles events of a type, and of those derived from it: of <see cref="GatewayEvent"/>, all. Added with
/// <see cref="DiscordGatewayBuilder.AddHandler{TEvent, THandler}"/>; made anew, in a scope of its own, for each event.
/// </summary>
/// <typeparam name="TEvent">The event: <see cref="MessageCreateEvent"/>, for instance.</typeparam>
public interface IGatewayEventHandler<in TEvent>
    where TEvent : GatewayEvent
{
    /// <summary>Handles an event. Which others wait for it: see <see cref="ShardManagerOptions.EventOrder"/>. What it throws is logged, and goes no further.</summary>
    /// <param name="shard">The shard that was told the event; commands go through it.</param>
    /// <param name="gatewayEvent">The event.</param>
    /// <param name="cancellationToken">Cancelled when a shutdown has waited for <see cref="DiscordGatewayOptions.ShutdownTimeout"/>.</param>
    Task HandleAsync(Shard shard, TEvent gatewayEvent, CancellationToken cancellationToken);
}
