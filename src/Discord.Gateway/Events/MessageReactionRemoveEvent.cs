using System.Text.Json.Serialization;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_REACTION_REMOVE: a user's reaction to a message was removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see
/// cref="GatewayIntents.DirectMessageReactions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-remove">Gateway Events › Message Reaction Remove</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_REACTION_REMOVE", GatewayIntents.GuildMessageReactions | GatewayIntents.DirectMessageReactions)]
public sealed partial record MessageReactionRemoveEvent : GatewayEvent
{
    /// <summary>The user whose reaction was removed.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The emoji, with id, name and whether it is animated.</summary>
    public Emoji Emoji { get; init; } = Emoji.Empty;

    /// <summary>Whether it was a super reaction.</summary>
    public bool Burst { get; init; }

    /// <summary>The type of reaction.</summary>
    [JsonPropertyName("type")]
    public ReactionType ReactionType { get; init; }

    /// <summary>
    /// Returns the message with one fewer of this reaction. Removing a reaction of the bot that is not counted, according to <see cref="Reaction.Me"/> or <see
    /// cref="Reaction.MeBurst"/>, changes nothing.
    /// </summary>
    /// <param name="message">The message before the event.</param>
    /// <param name="ownId">The id of the bot's user, for <see cref="Reaction.Me"/> and <see cref="Reaction.MeBurst"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> is another message, or <paramref name="ownId"/> is 0.</exception>
    public Message ApplyTo(Message message, Id<User> ownId)
    {
        ArgumentNullException.ThrowIfNull(message);
        ownId.ThrowIfZero(nameof(ownId));
        UpdateTarget.Require(MessageId, message.Id);
        return IsReadable("emoji") ? message with { Reactions = ReactionCounts.Remove(message.Reactions, this, ownId) } : message;
    }
}
