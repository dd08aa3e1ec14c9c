using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The message that another one comes from. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-reference-structure">Message › Message Reference Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageReference
{
    /// <summary>How it comes from it.</summary>
    [MayBeAbsent]
    public MessageReferenceType Type { get; init; }

    /// <summary>The message.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>Its channel.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>Its guild.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Whether sending fails if the message does not exist; only sent.</summary>
    public bool? FailIfNotExists { get; init; }
}

/// <summary>How a message comes from another. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-reference-types">Message › Message Reference Types</see>.</summary>
public enum MessageReferenceType : long
{
    /// <summary>DEFAULT: replies to it, for instance.</summary>
    Default = 0,

    /// <summary>FORWARD: forwards it.</summary>
    Forward = 1,
}
