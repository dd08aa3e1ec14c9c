using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_CREATE: a scheduled event was made. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's documentation:
/// <i>Gateway Events › Guild Scheduled Event Create</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_CREATE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventCreateEvent : GatewayEvent
{
    /// <summary>The scheduled event.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
