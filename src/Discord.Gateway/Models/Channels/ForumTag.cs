using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A tag that threads of a forum can have. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#forum-tag-object">Channel › Forum Tag Object</see>.</summary>
[JsonModel]
public sealed partial record ForumTag
{
    /// <summary>The tag's id.</summary>
    public Id<ForumTag> Id { get; init; }

    /// <summary>The name; up to 20 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether only members with <see cref="Permissions.ManageThreads"/> can set it.</summary>
    public bool Moderated { get; init; }

    /// <summary>The custom emoji beside it; null for none, or a Unicode one.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji beside it; null for none, or a custom one.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
