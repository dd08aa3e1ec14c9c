using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A team of developers that owns applications. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-team-object">Teams › Team Object</see>.</summary>
[JsonModel]
public sealed partial record Team
{
    /// <summary>The hash of the icon; null if none. <see cref="GetIconUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The team's id.</summary>
    public Id<Team> Id { get; init; }

    /// <summary>The members, including invited users who have not accepted.</summary>
    public IReadOnlyList<TeamMember> Members { get; init; } = [];

    /// <summary>The name of the team.</summary>
    public string Name { get; init; } = "";

    /// <summary>The user who owns the team.</summary>
    public Id<User> OwnerUserId { get; init; }

    /// <summary>The address of the icon; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"team-icons/{Id}", Icon, size, format);
}

/// <summary>A member of a team, or an invited user. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-team-member-object">Teams › Team Member Object</see>.</summary>
[JsonModel]
public sealed partial record TeamMember
{
    /// <summary>Whether the user has accepted the invitation.</summary>
    public TeamMembershipState MembershipState { get; init; }

    /// <summary>The team that the user belongs to.</summary>
    public Id<Team> TeamId { get; init; }

    /// <summary>The user, with id, username, discriminator and avatar only.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>Always <c>*</c>. Deprecated by Discord; use <see cref="Role"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>The role: "admin", "developer" or "read_only". The owner is <see cref="Team.OwnerUserId"/>.</summary>
    [CommonValues("admin", "developer", "read_only")]
    public string Role { get; init; } = "";
}

/// <summary>Whether a user has accepted the invitation to a team. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-membership-state-enum">Teams › Membership State Enum</see>.</summary>
public enum TeamMembershipState : long
{
    /// <summary>INVITED: has not accepted.</summary>
    Invited = 1,

    /// <summary>ACCEPTED: is a member.</summary>
    Accepted = 2,
}
