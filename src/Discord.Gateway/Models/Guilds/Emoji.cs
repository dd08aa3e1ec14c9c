namespace Discord.Gateway;

/// <summary>A custom or Unicode emoji. Discord's documentation: <i>Emoji › Emoji Object</i>.</summary>
public sealed record Emoji
{
    /// <summary>The id of a custom emoji; null for a Unicode one.</summary>
    public Id<Emoji>? Id { get; init; }

    /// <summary>The name, or the Unicode emoji itself; null only in reactions whose emoji is gone.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it moves.</summary>
    public bool Animated { get; init; }
}
