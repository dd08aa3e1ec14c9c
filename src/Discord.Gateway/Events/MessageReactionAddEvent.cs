using System.Text.Json.Serialization;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_REACTION_ADD: a user reacted to a message. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see
/// cref="GatewayIntents.DirectMessageReactions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-add">Gateway Events › Message Reaction Add</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_REACTION_ADD", GatewayIntents.GuildMessageReactions | GatewayIntents.DirectMessageReactions)]
public sealed partial record MessageReactionAddEvent : GatewayEvent
{
    /// <summary>The user who reacted.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The user who reacted, as a member of the guild; null in direct messages.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The emoji, with id, name and whether it is animated.</summary>
    public Emoji Emoji { get; init; } = Emoji.Empty;

    /// <summary>The author of the message; null for webhooks.</summary>
    public Id<User>? MessageAuthorId { get; init; }

    /// <summary>Whether it is a super reaction.</summary>
    public bool Burst { get; init; }

    /// <summary>The colours of a super reaction, as <c>#rrggbb</c>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> BurstColors { get; init; } = [];

    /// <summary>The type of reaction.</summary>
    [JsonPropertyName("type")]
    public ReactionType ReactionType { get; init; }

    /// <summary>
    /// Returns the message with the reaction counted. A reaction of the bot that is already counted, according to <see cref="Reaction.Me"/> or <see cref="Reaction.MeBurst"/>, is
    /// not counted again.
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
        return IsReadable("emoji") ? message with { Reactions = ReactionCounts.Add(message.Reactions, this, ownId) } : message;
    }
}
