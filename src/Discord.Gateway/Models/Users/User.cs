namespace Discord.Gateway;

/// <summary>A Discord account. Discord's documentation: <i>User › User Object</i>.</summary>
public sealed record User
{
    /// <summary>The user's id.</summary>
    public Id<User> Id { get; init; }

    /// <summary>The account name; unique.</summary>
    public string Username { get; init; } = "";

    /// <summary>The old four-digit tag; "0" for accounts with a unique name.</summary>
    public string Discriminator { get; init; } = "0";

    /// <summary>The name shown instead of <see cref="Username"/>; null if none was chosen.</summary>
    public string? GlobalName { get; init; }

    /// <summary>The avatar's hash; null for the default one.</summary>
    public string? Avatar { get; init; }

    /// <summary>Whether the account is a bot.</summary>
    public bool Bot { get; init; }

    /// <summary>Whether the account is Discord's own, for system messages.</summary>
    public bool System { get; init; }
}
