using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>How often an emoji was added to a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#reaction-object">Message › Reaction Object</see>.</summary>
[JsonModel]
public sealed partial record Reaction
{
    /// <summary>How often, super reactions among it.</summary>
    public int Count { get; init; }

    /// <summary>How often of which kind.</summary>
    public ReactionCountDetails CountDetails { get; init; } = ReactionCountDetails.Empty;

    /// <summary>Whether the bot reacted so.</summary>
    public bool Me { get; init; }

    /// <summary>Whether the bot reacted so with a super reaction.</summary>
    public bool MeBurst { get; init; }

    /// <summary>The emoji; id, name and animation.</summary>
    public Emoji Emoji { get; init; } = Emoji.Empty;

    /// <summary>The colours of super reactions, hexadecimal.</summary>
    public IReadOnlyList<string> BurstColors { get; init; } = [];
}

/// <summary>How often an emoji was added, by kind of reaction. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#reaction-count-details-object">Message › Reaction Count Details Object</see>.</summary>
[JsonModel]
public sealed partial record ReactionCountDetails
{
    /// <summary>Super reactions.</summary>
    public int Burst { get; init; }

    /// <summary>Common reactions.</summary>
    public int Normal { get; init; }
}

/// <summary>The kind of a reaction. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-add">Gateway Events › Message Reaction Add</see>.</summary>
public enum ReactionType : long
{
    /// <summary>NORMAL: a common one.</summary>
    Normal = 0,

    /// <summary>BURST: a super reaction.</summary>
    Burst = 1,
}
