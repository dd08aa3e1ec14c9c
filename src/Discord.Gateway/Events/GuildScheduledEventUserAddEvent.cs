using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_ADD: a user subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's
/// documentation: <i>Gateway Events › Guild Scheduled Event User Add</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildScheduledEventUserAddEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildScheduledEventUserAdd;

    /// <summary>The scheduled event.</summary>
    public Id<GuildScheduledEvent> GuildScheduledEventId { get; init; }

    /// <summary>The user.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
