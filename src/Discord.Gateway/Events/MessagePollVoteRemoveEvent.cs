using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_POLL_VOTE_REMOVE: a user took a vote in a poll back; one event for each answer. Needs <see cref="GatewayIntents.GuildMessagePolls"/> or
/// <see cref="GatewayIntents.DirectMessagePolls"/>. Discord's documentation: <i>Gateway Events › Message Poll Vote Remove</i>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_POLL_VOTE_REMOVE", GatewayIntents.GuildMessagePolls | GatewayIntents.DirectMessagePolls)]
public sealed partial record MessagePollVoteRemoveEvent : GatewayEvent
{
    /// <summary>Who took it back.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The answer's number.</summary>
    public int AnswerId { get; init; }
}
