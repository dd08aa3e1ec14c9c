using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_ADD: a user subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's
/// documentation: <i>Gateway Events › Guild Scheduled Event User Add</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_USER_ADD", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventUserAddEvent : GatewayEvent
{
    /// <summary>The scheduled event.</summary>
    public Id<GuildScheduledEvent> GuildScheduledEventId { get; init; }

    /// <summary>The user.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
