using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The message, channel or thread that a message refers to. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-reference-structure">Message › Message Reference Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageReference
{
    /// <summary>The kind of reference; <see cref="MessageReferenceType.Default"/> if Discord did not send it.</summary>
    [MayBeAbsent]
    public MessageReferenceType Type { get; init; }

    /// <summary>The message referred to; null if the reference is to a channel or thread.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The channel of the message referred to, or the channel or thread itself. Required to forward a message.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The guild of the message referred to; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>For sending only: whether sending a reply fails if the message does not exist, instead of sending it as a normal message. Null means true.</summary>
    public bool? FailIfNotExists { get; init; }
}

/// <summary>The kind of a message reference. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-reference-types">Message › Message Reference Types</see>.</summary>
public enum MessageReferenceType : long
{
    /// <summary>DEFAULT: a reference of a reply, pin notice, crosspost and so on; see <see cref="Message.ReferencedMessage"/>.</summary>
    Default = 0,

    /// <summary>FORWARD: a forward; see <see cref="Message.MessageSnapshots"/>.</summary>
    Forward = 1,
}
