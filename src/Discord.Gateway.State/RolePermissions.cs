using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>
/// What the roles of a guild grant, by their positions in its list of ids: members hold those positions, so that their roles need not be searched for. Made when permissions are first
/// asked for, and anew after a role has changed.
/// </summary>
internal sealed class RolePermissions
{
    private readonly Permissions[] _byPosition;

    private RolePermissions(int version, Permissions everyone, Permissions[] byPosition)
    {
        Version = version;
        Everyone = everyone;
        _byPosition = byPosition;
    }

    /// <summary>The number of changes to the guild's roles before it was made.</summary>
    internal int Version { get; }

    /// <summary>What @everyone grants.</summary>
    internal Permissions Everyone { get; }

    /// <summary>What the role at a position grants; false if it came to the list of ids later, or is not in it.</summary>
    internal bool TryGet(int position, out Permissions permissions)
    {
        Permissions[] byPosition = _byPosition;
        bool isKnown = (uint)position < (uint)byPosition.Length;
        permissions = isKnown ? byPosition[position] : Permissions.None;
        return isKnown;
    }

    /// <summary>Reads a guild's roles. Any thread may call it.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="version">The number of changes to its roles, read before.</param>
    internal static RolePermissions Read(StoredGuild guild, int version)
    {
        // What comes to the list of ids from here on is searched for.
        int positions = Math.Min(guild.Ids.Count, IdList.MaxPositions);
        Permissions everyone = Permissions.None;
        var granted = new List<(int Position, Permissions Permissions)>();
        foreach (Entry role in guild.Structure.All(EntityKind.Role))
        {
            Permissions permissions = Of(guild, role);
            everyone = role.Id == guild.Id.Value ? permissions : everyone;
            if (guild.Ids.Find(role.Id) is >= 0 and var position && position < positions)
            {
                granted.Add((position, permissions));
            }
        }

        // What has no role at its position grants nothing: a role that was deleted, or a channel's id, which no member has for a role.
        var byPosition = new Permissions[granted.Count == 0 ? 0 : granted.Max(role => role.Position) + 1];
        foreach ((int position, Permissions permissions) in granted)
        {
            byPosition[position] = permissions;
        }

        return new RolePermissions(version, everyone, byPosition);
    }

    /// <summary>What a role grants.</summary>
    internal static Permissions Of(StoredGuild guild, in Entry role)
    {
        var reader = new EntityReader(role.Payload, guild.Ids, role.Id);
        return (reader.BeginRecord(Role.Bits.BitmapLength) & Role.Bits.Permissions) != 0 ? (Permissions)reader.ReadVarint() : Permissions.None;
    }
}
