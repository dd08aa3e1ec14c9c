using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A tag that threads of a forum or media channel can have. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#forum-tag-object">Channel › Forum Tag Object</see>.</summary>
[JsonModel]
public sealed partial record ForumTag
{
    /// <summary>The tag's id.</summary>
    public Id<ForumTag> Id { get; init; }

    /// <summary>The name; up to 20 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether only members with <see cref="Permissions.ManageThreads"/> can add the tag to a thread, or remove it.</summary>
    public bool Moderated { get; init; }

    /// <summary>The custom emoji of the tag; null if none, or if it is a Unicode emoji.</summary>
    [NeverAbsent]
    public Id<Emoji>? EmojiId { get; init; }

    /// <summary>The Unicode emoji of the tag; null if none, or if it is a custom emoji.</summary>
    [NeverAbsent]
    public string? EmojiName { get; init; }
}
