using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_DELETE: a scheduled event was deleted. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's documentation:
/// <i>Gateway Events › Guild Scheduled Event Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildScheduledEventDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildScheduledEventDelete;

    /// <summary>The scheduled event as it was.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
