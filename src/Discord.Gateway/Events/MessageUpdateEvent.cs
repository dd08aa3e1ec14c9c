using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_UPDATE: a message changed, by an edit or because a link was unfolded. Needs <see cref="GatewayIntents.GuildMessages"/> or <see
/// cref="GatewayIntents.DirectMessages"/>. Discord's documentation: <i>Gateway Events › Message Update</i>.
/// </summary>
[JsonModel]
public sealed partial record MessageUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageUpdate;

    /// <summary>The message now; its text needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Inline]
    public Message Message { get; init; } = Message.Empty;
}
