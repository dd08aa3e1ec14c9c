using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_UPDATE: a scheduled event changed, began or ended. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's
/// documentation: <i>Gateway Events › Guild Scheduled Event Update</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_UPDATE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventUpdateEvent : GatewayEvent
{
    /// <summary>The scheduled event now.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
