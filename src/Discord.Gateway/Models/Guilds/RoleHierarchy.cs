namespace Discord.Gateway.Models;

/// <summary>
/// Compares roles and members by rank. A bot can manage only roles and members below its own highest role. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#permission-hierarchy">Permissions › Permission Hierarchy</see>.
/// </summary>
public static class RoleHierarchy
{
    /// <summary>
    /// Compares two roles of a guild: less than 0 if <paramref name="left"/> is below <paramref name="right"/>, greater than 0 if it is above. The higher
    /// <see cref="Role.Position"/> is above; of two roles with the same position, the older one is.
    /// </summary>
    /// <param name="left">A role.</param>
    /// <param name="right">Another role of the same guild.</param>
    public static int Compare(Role left, Role right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int byPosition = left.Position.CompareTo(right.Position);
        return byPosition != 0 ? byPosition : right.Id.CompareTo(left.Id);
    }

    /// <summary>The member's highest role; @everyone for members without roles, and null if @everyone is not among the guild's roles.</summary>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">A member of the guild.</param>
    public static Role? GetHighestRole(this Guild guild, GuildMember member)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(member);
        Role? highest = null;
        Role? everyone = null;
        foreach (Role role in guild.Roles)
        {
            if (role.Id.Value == guild.Id.Value)
            {
                everyone = role;
            }
            else if (member.Roles.Contains(role.Id) && (highest is null || Compare(role, highest) > 0))
            {
                highest = role;
            }
        }

        return highest ?? everyone;
    }

    /// <summary>
    /// Whether a member is above another: the owner is above all others, and nobody is above the owner. Kicks, bans and changes of nicknames need it,
    /// besides the permission.
    /// </summary>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">The member who acts; without <see cref="GuildMember.User"/> it is not taken for the owner.</param>
    /// <param name="target">The member who is acted on.</param>
    public static bool IsAbove(this Guild guild, GuildMember member, GuildMember target)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(target);
        if (IsOwner(guild, target))
        {
            return false;
        }

        return IsOwner(guild, member)
            || (GetHighestRole(guild, member) is { } highest && GetHighestRole(guild, target) is { } other && IsAbove(guild, highest, other));
    }

    /// <summary>Whether a member is above a role: only then can it edit, sort and grant the role. The owner is above all roles.</summary>
    /// <param name="guild">The guild, with its roles.</param>
    /// <param name="member">The member who acts; without <see cref="GuildMember.User"/> it is not taken for the owner.</param>
    /// <param name="role">A role of the guild.</param>
    public static bool IsAbove(this Guild guild, GuildMember member, Role role)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(role);
        return IsOwner(guild, member) || (GetHighestRole(guild, member) is { } highest && IsAbove(guild, highest, role));
    }

    // @everyone is the oldest role, and yet below all others of its position.
    private static bool IsAbove(Guild guild, Role left, Role right) =>
        left.Id.Value != guild.Id.Value && (right.Id.Value == guild.Id.Value || Compare(left, right) > 0);

    private static bool IsOwner(Guild guild, GuildMember member) => member.User is { Id.Value: not 0 } user && user.Id == guild.OwnerId;
}
