using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_DELETE: a message was deleted. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-delete">Gateway Events › Message Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_DELETE", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages)]
public sealed partial record MessageDeleteEvent : GatewayEvent
{
    /// <summary>The id of the deleted message.</summary>
    public Id<Message> Id { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }
}
