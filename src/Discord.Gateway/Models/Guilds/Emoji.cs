using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A custom or Unicode emoji. Partial ones, in reactions, polls and buttons, have id, name and animation only. Discord's documentation: <see href="https://discord.com/developers/docs/resources/emoji#emoji-object">Emoji › Emoji Object</see>.
/// </summary>
[JsonModel]
public sealed partial record Emoji
{
    /// <summary>The emoji's id; null for Unicode emojis.</summary>
    public Id<Emoji>? Id { get; init; }

    /// <summary>The name, or the Unicode emoji; null in reactions whose custom emoji was deleted.</summary>
    public string? Name { get; init; }

    /// <summary>The roles that may use it; empty for all.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Role>> Roles { get; init; } = [];

    /// <summary>Who uploaded it.</summary>
    public User? User { get; init; }

    /// <summary>Whether it is written between colons.</summary>
    public bool? RequireColons { get; init; }

    /// <summary>Whether an integration owns it.</summary>
    public bool? Managed { get; init; }

    /// <summary>Whether it is animated.</summary>
    [MayBeAbsent]
    public bool Animated { get; init; }

    /// <summary>Whether it can be used; false after boosts were lost.</summary>
    public bool? Available { get; init; }

    /// <summary>Where the picture is; null for Unicode emojis.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetUrl(int size = 64, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetEmoji(Id, Animated, size, format);
}
