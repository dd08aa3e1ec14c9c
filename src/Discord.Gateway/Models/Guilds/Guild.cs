namespace Discord.Gateway;

/// <summary>A guild ("server"). Discord's documentation: <i>Guild › Guild Object</i>.</summary>
public sealed record Guild
{
    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; init; }

    /// <summary>The name; 2–100 characters. Empty while the guild is unavailable.</summary>
    public string Name { get; init; } = "";

    /// <summary>The icon's hash; null for none.</summary>
    public string? Icon { get; init; }

    /// <summary>The owner's id.</summary>
    public Id<User> OwnerId { get; init; }

    /// <summary>The description of the guild; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The roles, @everyone among them.</summary>
    public IReadOnlyList<Role> Roles { get; init => field = value ?? []; } = [];

    /// <summary>The custom emojis.</summary>
    public IReadOnlyList<Emoji> Emojis { get; init => field = value ?? []; } = [];

    /// <summary>What is enabled for the guild, by Discord's names.</summary>
    public IReadOnlyList<string> Features { get; init => field = value ?? []; } = [];

    /// <summary>The language of a Community guild; <c>en-US</c> by default.</summary>
    public string PreferredLocale { get; init; } = "en-US";
}
