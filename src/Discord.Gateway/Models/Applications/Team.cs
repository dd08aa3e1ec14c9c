using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A group of developers. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-team-object">Teams › Team Object</see>.</summary>
[JsonModel]
public sealed partial record Team
{
    /// <summary>The icon's hash; null for none.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The team's id.</summary>
    public Id<Team> Id { get; init; }

    /// <summary>The members.</summary>
    public IReadOnlyList<TeamMember> Members { get; init; } = [];

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The owner.</summary>
    public Id<User> OwnerUserId { get; init; }

    /// <summary>Where the icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"team-icons/{Id}", Icon, size, format);
}

/// <summary>A member of a team. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-team-member-object">Teams › Team Member Object</see>.</summary>
[JsonModel]
public sealed partial record TeamMember
{
    /// <summary>Whether they have accepted.</summary>
    public TeamMembershipState MembershipState { get; init; }

    /// <summary>The team.</summary>
    public Id<Team> TeamId { get; init; }

    /// <summary>The user; some properties.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>Always <c>*</c>: left from before there was <see cref="Role"/>, and no longer documented.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>What they may do: "admin", "developer" or "read_only".</summary>
    [CommonValues("admin", "developer", "read_only")]
    public string Role { get; init; } = "";
}

/// <summary>Whether a member of a team has accepted. Discord's documentation: <see href="https://discord.com/developers/docs/topics/teams#data-models-membership-state-enum">Teams › Membership State Enum</see>.</summary>
public enum TeamMembershipState : long
{
    /// <summary>INVITED.</summary>
    Invited = 1,

    /// <summary>ACCEPTED.</summary>
    Accepted = 2,
}
