using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_REACTION_REMOVE_EMOJI: all reactions to a message with one emoji were removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or
/// <see cref="GatewayIntents.DirectMessageReactions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-remove-emoji">Gateway Events › Message Reaction Remove Emoji</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_REACTION_REMOVE_EMOJI", GatewayIntents.GuildMessageReactions | GatewayIntents.DirectMessageReactions)]
public sealed partial record MessageReactionRemoveEmojiEvent : GatewayEvent
{
    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The emoji, with id, name and whether it is animated.</summary>
    public Emoji Emoji { get; init; } = Emoji.Empty;

    /// <summary>
    /// Returns the message without reactions with that emoji.
    /// </summary>
    /// <param name="message">The message before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> is another message.</exception>
    public Message ApplyTo(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        UpdateTarget.Require(MessageId, message.Id);
        return IsReadable("emoji") ? message with { Reactions = [.. message.Reactions.Where(reaction => !ReactionCounts.AreSame(reaction.Emoji, Emoji))] } : message;
    }
}
