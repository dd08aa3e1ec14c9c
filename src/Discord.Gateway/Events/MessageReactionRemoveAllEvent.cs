using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_REACTION_REMOVE_ALL: all reactions to a message were removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see
/// cref="GatewayIntents.DirectMessageReactions"/>. Discord's documentation: <i>Gateway Events › Message Reaction Remove All</i>.
/// </summary>
[JsonModel]
public sealed partial record MessageReactionRemoveAllEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageReactionRemoveAll;

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }
}
