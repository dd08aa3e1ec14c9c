using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_UPDATE: a scheduled event changed, began or ended. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-update">Gateway Events › Guild Scheduled Event Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_SCHEDULED_EVENT_UPDATE", GatewayIntents.GuildScheduledEvents)]
public sealed partial record GuildScheduledEventUpdateEvent : GatewayEvent
{
    /// <summary>The scheduled event after the change.</summary>
    [Inline]
    public GuildScheduledEvent ScheduledEvent { get; init; } = GuildScheduledEvent.Empty;

    /// <summary>
    /// Returns the scheduled event as it is after the update. It keeps <see cref="GuildScheduledEvent.Creator"/> and <see cref="GuildScheduledEvent.UserCount"/> if the event
    /// does not have them.
    /// </summary>
    /// <param name="scheduledEvent">The scheduled event before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="scheduledEvent"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="scheduledEvent"/> is another scheduled event.</exception>
    public GuildScheduledEvent ApplyTo(GuildScheduledEvent scheduledEvent)
    {
        ArgumentNullException.ThrowIfNull(scheduledEvent);
        UpdateTarget.Require(ScheduledEvent.Id, scheduledEvent.Id);
        return ScheduledEvent with
        {
            Creator = ScheduledEvent.Creator ?? scheduledEvent.Creator,
            UserCount = ScheduledEvent.UserCount ?? scheduledEvent.UserCount,
        };
    }
}
