using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_REMOVE: a user is no longer subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.
/// Discord's documentation: <i>Gateway Events › Guild Scheduled Event User Remove</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildScheduledEventUserRemoveEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildScheduledEventUserRemove;

    /// <summary>The scheduled event.</summary>
    public Id<GuildScheduledEvent> GuildScheduledEventId { get; init; }

    /// <summary>The user.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
