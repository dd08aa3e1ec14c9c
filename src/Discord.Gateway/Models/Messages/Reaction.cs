using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The reactions to a message with one emoji. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#reaction-object">Message › Reaction Object</see>.</summary>
[JsonModel]
public sealed partial record Reaction
{
    /// <summary>The number of reactions with the emoji, including super reactions.</summary>
    public int Count { get; init; }

    /// <summary>The numbers of normal reactions and super reactions.</summary>
    public ReactionCountDetails CountDetails { get; init; } = ReactionCountDetails.Empty;

    /// <summary>Whether the bot reacted with the emoji.</summary>
    public bool Me { get; init; }

    /// <summary>Whether the bot reacted with the emoji as a super reaction.</summary>
    public bool MeBurst { get; init; }

    /// <summary>The emoji, with id, name and animation only.</summary>
    public Emoji Emoji { get; init; } = Emoji.Empty;

    /// <summary>The colours of the super reactions, hexadecimal.</summary>
    public IReadOnlyList<string> BurstColors { get; init; } = [];
}

/// <summary>The numbers of normal reactions and super reactions with one emoji. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#reaction-count-details-object">Message › Reaction Count Details Object</see>.</summary>
[JsonModel]
public sealed partial record ReactionCountDetails
{
    /// <summary>The number of super reactions.</summary>
    public int Burst { get; init; }

    /// <summary>The number of normal reactions.</summary>
    public int Normal { get; init; }
}

/// <summary>The kind of a reaction. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-reaction-add">Gateway Events › Message Reaction Add</see>.</summary>
public enum ReactionType : long
{
    /// <summary>NORMAL: a normal reaction.</summary>
    Normal = 0,

    /// <summary>BURST: a super reaction.</summary>
    Burst = 1,
}
