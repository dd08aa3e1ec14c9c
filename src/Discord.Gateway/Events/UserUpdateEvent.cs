using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// USER_UPDATE: the bot's own user changed. Sent whatever the intents. Discord's documentation: <i>Gateway Events › User Update</i>.
/// </summary>
[JsonModel]
[Dispatch("USER_UPDATE")]
public sealed partial record UserUpdateEvent : GatewayEvent
{
    /// <summary>The bot now.</summary>
    [Inline]
    public User User { get; init; } = User.Empty;
}
