using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A call in a private channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-call-object">Message › Message Call Object</see>.</summary>
[JsonModel]
public sealed partial record MessageCall
{
    /// <summary>The users who took part in the call.</summary>
    public IReadOnlyList<Id<User>> Participants { get; init; } = [];

    /// <summary>When the call ended; null if it has not ended.</summary>
    public DateTimeOffset? EndedTimestamp { get; init; }
}
