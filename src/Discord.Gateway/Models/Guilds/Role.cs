using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A role of a guild. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object">Permissions › Role Object</see>.</summary>
[JsonModel]
public sealed partial record Role
{
    /// <summary>The role's id; that of @everyone is the guild's.</summary>
    public Id<Role> Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The only colour of older clients; <see cref="Colors"/> has all.</summary>
    public Color Color { get; init; }

    /// <summary>The colours.</summary>
    public RoleColors Colors { get; init; } = RoleColors.Empty;

    /// <summary>Whether its members are listed apart.</summary>
    public bool Hoist { get; init; }

    /// <summary>The icon's hash; null for none.</summary>
    public ImageHash? Icon { get; init; }

    /// <summary>The Unicode emoji that is its icon; null for none.</summary>
    public string? UnicodeEmoji { get; init; }

    /// <summary>The place among the roles; roles of one position are ordered by id.</summary>
    public int Position { get; init; }

    /// <summary>What it allows.</summary>
    [Hot]
    public Permissions Permissions { get; init; }

    /// <summary>Whether an integration owns it.</summary>
    public bool Managed { get; init; }

    /// <summary>Whether everyone may mention it.</summary>
    public bool Mentionable { get; init; }

    /// <summary>What makes the role special; null for nothing.</summary>
    public RoleTags? Tags { get; init; }

    /// <summary>The role's flags.</summary>
    public RoleFlags Flags { get; init; }

    /// <summary>Where the icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 64, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"role-icons/{Id}", Icon, size, format);
}

/// <summary>Marks of a role. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-flags">Permissions › Role Flags</see>.</summary>
[Flags]
public enum RoleFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>IN_PROMPT: members can choose it in the onboarding.</summary>
    InPrompt = 1 << 0,
}
