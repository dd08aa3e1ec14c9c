using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_DELETE: a message was deleted. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>. Discord's
/// documentation: <i>Gateway Events › Message Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record MessageDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageDelete;

    /// <summary>The message.</summary>
    public Id<Message> Id { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }
}
