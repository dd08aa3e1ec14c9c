using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_REACTION_REMOVE_ALL: all reactions to a message were removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see
/// cref="GatewayIntents.DirectMessageReactions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-remove-all">Gateway Events › Message Reaction Remove All</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_REACTION_REMOVE_ALL", GatewayIntents.GuildMessageReactions | GatewayIntents.DirectMessageReactions)]
public sealed partial record MessageReactionRemoveAllEvent : GatewayEvent
{
    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>
    /// Returns the message without reactions.
    /// </summary>
    /// <param name="message">The message before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> is another message.</exception>
    public Message ApplyTo(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        UpdateTarget.Require(MessageId, message.Id);
        return message with { Reactions = [] };
    }
}
