using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_POLL_VOTE_REMOVE: a user removed a vote in a poll. If several answers are removed, one event arrives for each. Needs <see cref="GatewayIntents.GuildMessagePolls"/> or
/// <see cref="GatewayIntents.DirectMessagePolls"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-poll-vote-remove">Gateway Events › Message Poll Vote Remove</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_POLL_VOTE_REMOVE", GatewayIntents.GuildMessagePolls | GatewayIntents.DirectMessagePolls)]
public sealed partial record MessagePollVoteRemoveEvent : GatewayEvent
{
    /// <summary>The user who removed the vote.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel> ChannelId { get; init; }

    /// <summary>The message.</summary>
    public Id<Message> MessageId { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public new Id<Guild>? GuildId { get; init; }

    /// <summary>The id of the answer.</summary>
    public int AnswerId { get; init; }

    /// <summary>
    /// Returns the message with the vote no longer counted; unchanged if the poll's results are unknown or final. <see cref="PollAnswerCount.MeVoted"/> never changes,
    /// since bots cannot vote.
    /// </summary>
    /// <param name="message">The message before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> is another message.</exception>
    public Message ApplyTo(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        UpdateTarget.Require(MessageId, message.Id);
        return PollCounts.Add(message, AnswerId, -1);
    }
}
