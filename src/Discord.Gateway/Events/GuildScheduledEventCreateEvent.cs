using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_CREATE: a scheduled event was made. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's documentation:
/// <i>Gateway Events › Guild Scheduled Event Create</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildScheduledEventCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildScheduledEventCreate;

    /// <summary>The scheduled event.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;
}
