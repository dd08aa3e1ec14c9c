using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_CREATE: a scheduled event was created. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-create">Gateway Events › Guild Scheduled Event Create</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_CREATE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventCreateEvent : GatewayEvent
{
    /// <summary>The scheduled event.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
