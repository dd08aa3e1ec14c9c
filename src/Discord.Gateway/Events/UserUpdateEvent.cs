using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// USER_UPDATE: the bot's own user changed. Sent regardless of intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#user-update">Gateway Events › User Update</see>.
/// </summary>
[JsonModel]
[Dispatch("USER_UPDATE")]
public sealed partial record UserUpdateEvent : GatewayEvent
{
    /// <summary>The bot's user after the change.</summary>
    [Inline]
    public User User { get; init; } = User.Empty;

    /// <summary>Returns the bot's user as it is after the update: properties absent from the event stay unchanged.</summary>
    /// <param name="user">The user before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is another user.</exception>
    public User ApplyTo(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        UpdateTarget.Require(User.Id, user.Id);
        return user.With(User);
    }
}
