using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_CREATE: a message was sent. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-create">Gateway Events › Message Create</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_CREATE", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages)]
public sealed partial record MessageCreateEvent : GatewayEvent
{
    /// <summary>The message; its content needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Inline]
    public Message Message { get; init; } = Message.Empty;
}
