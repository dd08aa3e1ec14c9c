using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A custom or Unicode emoji. Partial emojis, in reactions, polls and buttons, have id, name and animation only. Discord's documentation: <see href="https://discord.com/developers/docs/resources/emoji#emoji-object">Emoji › Emoji Object</see>.</summary>
[JsonModel]
public sealed partial record Emoji
{
    /// <summary>The emoji's id; null for Unicode emojis.</summary>
    public Id<Emoji>? Id { get; init; }

    /// <summary>The name of a custom emoji, or the Unicode emoji itself; null in reactions whose custom emoji was deleted.</summary>
    public string? Name { get; init; }

    /// <summary>The roles that can use the emoji; empty if all can.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Role>> Roles { get; init; } = [];

    /// <summary>The user who created the emoji; null if Discord did not send it.</summary>
    public User? User { get; init; }

    /// <summary>Whether the name must be wrapped in colons; null if Discord did not send it.</summary>
    public bool? RequireColons { get; init; }

    /// <summary>Whether an integration manages the emoji; null if Discord did not send it.</summary>
    public bool? Managed { get; init; }

    /// <summary>Whether the emoji is animated.</summary>
    [MayBeAbsent]
    public bool Animated { get; init; }

    /// <summary>Whether the emoji can be used; may be false after a loss of Server Boosts. Null if Discord did not send it.</summary>
    public bool? Available { get; init; }

    /// <summary>The address of the image; null for Unicode emojis.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetUrl(int size = 64, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetEmoji(Id, Animated, size, format);
}
