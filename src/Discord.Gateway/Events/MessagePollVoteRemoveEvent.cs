using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_POLL_VOTE_REMOVE: a user took a vote in a poll back; one event for each answer. Needs <see cref="GatewayIntents.GuildMessagePolls"/> or
/// <see cref="GatewayIntents.DirectMessagePolls"/>. Discord's documentation: <i>Gateway Events › Message Poll Vote Remove</i>.
/// </summary>
[JsonModel]
public sealed partial record MessagePollVoteRemoveEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessagePollVoteRemove;

    /// <summary>Who took it back.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The answer's number.</summary>
    public int AnswerId { get; init; }
}
