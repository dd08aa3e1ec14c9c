using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_UPDATE: a message changed, by an edit or because a link was unfolded. Needs <see cref="GatewayIntents.GuildMessages"/> or <see
/// cref="GatewayIntents.DirectMessages"/>. Discord's documentation: <i>Gateway Events › Message Update</i>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_UPDATE", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages)]
public sealed partial record MessageUpdateEvent : GatewayEvent
{
    /// <summary>The message now; its text needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Inline]
    public Message Message { get; init; } = Message.Empty;
}
