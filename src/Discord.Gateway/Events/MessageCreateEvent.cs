using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_CREATE: a message was sent. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>. Discord's
/// documentation: <i>Gateway Events › Message Create</i>.
/// </summary>
[JsonModel]
public sealed partial record MessageCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageCreate;

    /// <summary>The message; its text needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Inline]
    public Message Message { get; init; } = Message.Empty;
}
