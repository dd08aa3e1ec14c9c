using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The emoji of a forum's reaction button. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#default-reaction-object">Channel › Default Reaction Object</see>.</summary>
[JsonModel]
public sealed partial record DefaultReaction
{
    /// <summary>The custom emoji; null for a Unicode one.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji; null for a custom one.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
