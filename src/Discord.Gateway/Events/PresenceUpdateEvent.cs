using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// PRESENCE_UPDATE: a user's status, activities or user data changed. Needs <see cref="GatewayIntents.GuildPresences"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#presence-update">Gateway Events › Presence Update</see>.
/// </summary>
[JsonModel]
[Dispatch("PRESENCE_UPDATE", GatewayIntents.GuildPresences)]
public sealed partial record PresenceUpdateEvent : GatewayEvent
{
    /// <summary>The presence after the change.</summary>
    [Inline]
    public Presence Presence { get; init; } = Presence.Empty;

    /// <summary>
    /// Returns the user as it is after the update. Presences often contain only the user's id: absent properties stay unchanged, and those that are null were removed.
    /// </summary>
    /// <param name="user">The user before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is another user.</exception>
    public User ApplyTo(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        UpdateTarget.Require(Presence.User.Id, user.Id);
        return user.With(Presence.User);
    }
}
