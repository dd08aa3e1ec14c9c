using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_DELETE: a scheduled event was deleted. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-delete">Gateway Events › Guild Scheduled Event Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_DELETE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventDeleteEvent : GatewayEvent
{
    /// <summary>The deleted scheduled event.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
