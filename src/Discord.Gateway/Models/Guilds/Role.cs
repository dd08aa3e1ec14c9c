using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A role: a set of permissions for the members who have it, with a name and a colour. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object">Permissions › Role Object</see>.</summary>
[JsonModel]
public sealed partial record Role
{
    /// <summary>The role's id; that of @everyone is the id of the guild.</summary>
    public Id<Role> Id { get; init; }

    /// <summary>The name; up to 100 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The colour; 0 if none. Deprecated by Discord; use <see cref="Colors"/>.</summary>
    public Color Color { get; init; }

    /// <summary>The colours: one, a gradient of two, or three for the holographic style.</summary>
    public RoleColors Colors { get; init; } = RoleColors.Empty;

    /// <summary>Whether members with the role are listed separately in the member list.</summary>
    public bool Hoist { get; init; }

    /// <summary>The hash of the icon; null if none. <see cref="GetIconUrl"/> returns its address.</summary>
    public ImageHash? Icon { get; init; }

    /// <summary>The Unicode emoji shown as the icon; null if none.</summary>
    public string? UnicodeEmoji { get; init; }

    /// <summary>The sorting position; roles with the same position are sorted by id. <see cref="RoleHierarchy"/> compares roles.</summary>
    public int Position { get; init; }

    /// <summary>The permissions that the role grants in the guild, before channel overwrites.</summary>
    [Hot]
    public Permissions Permissions { get; init; }

    /// <summary>Whether an integration manages the role.</summary>
    public bool Managed { get; init; }

    /// <summary>Whether every member can mention the role.</summary>
    public bool Mentionable { get; init; }

    /// <summary>The origin of a special role, such as a bot's or the boosters'; null for other roles.</summary>
    public RoleTags? Tags { get; init; }

    /// <summary>The flags.</summary>
    public RoleFlags Flags { get; init; }

    /// <summary>The address of the icon; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 64, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"role-icons/{Id}", Icon, size, format);
}

/// <summary>Flags of a role. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-flags">Permissions › Role Flags</see>.</summary>
[Flags]
public enum RoleFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>IN_PROMPT: members can select the role in an onboarding prompt.</summary>
    InPrompt = 1 << 0,
}
