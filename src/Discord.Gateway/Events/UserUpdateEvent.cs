using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// USER_UPDATE: the bot's own user changed. Sent whatever the intents. Discord's documentation: <i>Gateway Events › User Update</i>.
/// </summary>
[JsonModel]
public sealed partial record UserUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.UserUpdate;

    /// <summary>The bot now.</summary>
    [Inline]
    public User User { get; init; } = User.Empty;
}
