using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A call in a private channel. Discord's documentation: <i>Message › Message Call Object</i>.</summary>
[JsonModel]
public sealed partial record MessageCall
{
    /// <summary>Who took part.</summary>
    public IReadOnlyList<Id<User>> Participants { get; init; } = [];

    /// <summary>When it ended; null if it goes on.</summary>
    public DateTimeOffset? EndedTimestamp { get; init; }
}
