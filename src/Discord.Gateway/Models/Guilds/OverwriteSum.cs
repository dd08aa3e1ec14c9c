namespace Discord.Gateway.Models;

/// <summary>The overwrites of a channel that concern one member: of @everyone, of all of the member's roles together, and of the member, applied in this order.</summary>
internal struct OverwriteSum
{
    private (Permissions Allow, Permissions Deny) _everyone;
    private (Permissions Allow, Permissions Deny) _roles;
    private (Permissions Allow, Permissions Deny) _member;

    /// <summary>Adds an overwrite of the channel.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="allow">What it allows.</param>
    /// <param name="deny">What it denies.</param>
    /// <param name="isEveryone">Whether its id is that of @everyone.</param>
    /// <param name="isOfMember">Whether its id is the member's, or that of one of the member's roles.</param>
    internal void Add(OverwriteType type, Permissions allow, Permissions deny, bool isEveryone, bool isOfMember)
    {
        if (type == OverwriteType.Member)
        {
            _member = isOfMember ? (allow, deny) : _member;
        }
        else if (type == OverwriteType.Role && isEveryone)
        {
            _everyone = (allow, deny);
        }
        else if (type == OverwriteType.Role && isOfMember)
        {
            _roles = (_roles.Allow | allow, _roles.Deny | deny);
        }
    }

    internal readonly Permissions Apply(Permissions permissions) => Apply(Apply(Apply(permissions, _everyone), _roles), _member);

    private static Permissions Apply(Permissions permissions, (Permissions Allow, Permissions Deny) overwrite) => (permissions & ~overwrite.Deny) | overwrite.Allow;
}
