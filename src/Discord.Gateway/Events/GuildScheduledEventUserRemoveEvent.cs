using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_REMOVE: a user is no longer subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.
/// Discord's documentation: <i>Gateway Events › Guild Scheduled Event User Remove</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_USER_REMOVE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventUserRemoveEvent : GatewayEvent
{
    /// <summary>The scheduled event.</summary>
    public Id<GuildScheduledEvent> GuildScheduledEventId { get; init; }

    /// <summary>The user.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
