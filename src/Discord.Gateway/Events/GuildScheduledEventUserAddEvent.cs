using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_ADD: a user subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-user-add">Gateway Events › Guild Scheduled Event User Add</see>.
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

    /// <summary>Returns the scheduled event with one more user in <see cref="GuildScheduledEvent.UserCount"/>, which stays null if it is unknown.</summary>
    /// <param name="scheduledEvent">The scheduled event before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="scheduledEvent"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="scheduledEvent"/> is another scheduled event.</exception>
    public GuildScheduledEvent ApplyTo(GuildScheduledEvent scheduledEvent)
    {
        ArgumentNullException.ThrowIfNull(scheduledEvent);
        UpdateTarget.Require(GuildScheduledEventId, scheduledEvent.Id);
        return scheduledEvent with { UserCount = scheduledEvent.UserCount + 1 };
    }
}
