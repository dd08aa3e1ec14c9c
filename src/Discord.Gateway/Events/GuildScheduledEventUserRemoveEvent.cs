using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_SCHEDULED_EVENT_USER_REMOVE: a user unsubscribed from a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-scheduled-event-user-remove">Gateway Events › Guild Scheduled Event User Remove</see>.
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

    /// <summary>Returns the scheduled event with one user fewer in <see cref="GuildScheduledEvent.UserCount"/>, which stays null if it is unknown.</summary>
    /// <param name="scheduledEvent">The scheduled event before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="scheduledEvent"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="scheduledEvent"/> is another scheduled event.</exception>
    public GuildScheduledEvent ApplyTo(GuildScheduledEvent scheduledEvent)
    {
        ArgumentNullException.ThrowIfNull(scheduledEvent);
        UpdateTarget.Require(GuildScheduledEventId, scheduledEvent.Id);
        return scheduledEvent with { UserCount = scheduledEvent.UserCount is { } count ? Math.Max(0, count - 1) : null };
    }
}
