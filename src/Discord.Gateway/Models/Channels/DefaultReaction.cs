using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The emoji of the reaction button on threads of a forum or media channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#default-reaction-object">Channel › Default Reaction Object</see>.</summary>
[JsonModel]
public sealed partial record DefaultReaction
{
    /// <summary>The custom emoji; null if it is a Unicode emoji.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji; null if it is a custom emoji.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
