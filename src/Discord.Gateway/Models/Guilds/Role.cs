namespace Discord.Gateway;

/// <summary>A role of a guild. Discord's documentation: <i>Permissions › Role Object</i>.</summary>
public sealed record Role
{
    /// <summary>The role's id; that of @everyone is the guild's.</summary>
    public Id<Role> Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether members with the role are listed separately.</summary>
    public bool Hoist { get; init; }

    /// <summary>The place in the order of roles.</summary>
    public int Position { get; init; }

    /// <summary>The permissions: a decimal number of a bit per permission.</summary>
    public string Permissions { get; init; } = "0";

    /// <summary>Whether an integration owns the role.</summary>
    public bool Managed { get; init; }

    /// <summary>Whether everyone may mention the role.</summary>
    public bool Mentionable { get; init; }
}
