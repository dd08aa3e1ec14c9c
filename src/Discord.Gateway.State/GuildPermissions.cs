using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Computes permissions from the bytes of a guild's entities, by the rules of <see cref="MemberPermissions"/>, and makes no records.</summary>
internal static class GuildPermissions
{
    /// <summary>More roles than this are read with an array. Discord allows 250 in a guild.</summary>
    private const int MaxRolesOnStack = 256;

    /// <summary>A member's permissions in the guild, or in a channel or thread; null if the member, the channel, or its overwrites are not known.</summary>
    internal static Permissions? Get(StoredGuild guild, ulong userId, ulong? channelId)
    {
        ulong selfId = guild.Shard.Self?.Id.Value ?? 0;
        if (!guild.Members.TryFind(userId, EntityKind.Member, out Entry member) || !guild.Structure.TryFind(guild.Id.Value, EntityKind.Guild, out Entry stored))
        {
            return null;
        }

        var reader = new EntityReader(member.Payload, guild.Ids, userId);
        ulong bits = reader.BeginRecord(GuildMember.Bits.BitmapLength);
        int count = ReadRoleCount(ref reader, bits);
        Span<ulong> roles = count <= MaxRolesOnStack ? stackalloc ulong[count] : new ulong[count];
        RolePermissions granted = guild.RolePermissions;
        Permissions ofRoles = granted.Everyone;
        foreach (ref ulong role in roles)
        {
            role = reader.ReadRecurringId(out int position);
            ofRoles |= granted.TryGet(position, out Permissions ofRole) ? ofRole : OfRole(guild, role);
        }

        bool isTimedOut = (bits & GuildMember.Bits.CommunicationDisabledUntil) != 0 && reader.ReadTimestamp() > guild.Shard.Policy.Time.GetUtcNow();
        Permissions permissions = IsOwner(stored, guild, userId) ? Permissions.All : MemberPermissions.Complete(ofRoles);
        bool isAdministrator = permissions.Has(Permissions.Administrator);
        if (channelId is { } channel)
        {
            return InChannel(guild, channel, permissions, isAdministrator, roles, userId, selfId, isTimedOut);
        }

        return isAdministrator ? permissions : MemberPermissions.Restrict(permissions, isTimedOut);
    }

    /// <summary>The ids of a member's roles; empty if the member is not known.</summary>
    internal static IReadOnlyList<Id<Role>> GetRoleIds(StoredGuild guild, ulong userId)
    {
        if (!guild.Members.TryFind(userId, EntityKind.Member, out Entry member))
        {
            return [];
        }

        var reader = new EntityReader(member.Payload, guild.Ids, userId);
        var roles = new Id<Role>[ReadRoleCount(ref reader, reader.BeginRecord(GuildMember.Bits.BitmapLength))];
        foreach (ref Id<Role> role in roles.AsSpan())
        {
            role = reader.ReadRecurringId();
        }

        return roles;
    }

    /// <summary>The members who have a role.</summary>
    internal static IEnumerable<GuildMember> MembersWith(StoredGuild guild, ulong roleId)
    {
        foreach (Entry member in guild.Members.All(EntityKind.Member))
        {
            if (HasRole(guild, member, roleId))
            {
                yield return Codecs.Member.Read(member, guild);
            }
        }
    }

    private static bool HasRole(StoredGuild guild, in Entry member, ulong roleId)
    {
        var reader = new EntityReader(member.Payload, guild.Ids, member.Id);
        for (int left = ReadRoleCount(ref reader, reader.BeginRecord(GuildMember.Bits.BitmapLength)); left > 0; left--)
        {
            if (reader.ReadRecurringId() == roleId)
            {
                return true;
            }
        }

        return false;
    }

    private static int ReadRoleCount(ref EntityReader reader, ulong bits) => (bits & GuildMember.Bits.Roles) != 0 ? reader.ReadCount() : 0;

    private static Permissions? InChannel(
        StoredGuild guild, ulong channelId, Permissions permissions, bool isAdministrator, ReadOnlySpan<ulong> roles, ulong userId, ulong selfId, bool isTimedOut)
    {
        bool isThread = false;
        if (!guild.Structure.TryFind(channelId, EntityKind.Channel, out Entry entry))
        {
            isThread = guild.Structure.TryFind(channelId, EntityKind.Thread, out Entry thread);
            if (!isThread || ReadChannel(thread, guild, default, roles, userId).ParentId is not { } parent || !guild.Structure.TryFind(parent, EntityKind.Channel, out entry))
            {
                return null;
            }
        }

        ChannelFacts channel = ReadChannel(entry, guild, permissions, roles, userId);
        if (isAdministrator)
        {
            return permissions;
        }

        if (channel.IsObfuscated)
        {
            // Its overwrites are hidden, and the one thing that they say is that the bot may not see it.
            return userId == selfId ? Permissions.None : null;
        }

        return MemberPermissions.Restrict(
            isThread ? MemberPermissions.ImplyInThread(channel.Permissions) : MemberPermissions.ImplyInChannel(channel.Permissions, channel.Type), isTimedOut);
    }

    private static bool IsOwner(in Entry stored, StoredGuild guild, ulong userId)
    {
        var reader = new EntityReader(stored.Payload, guild.Ids, guild.Id.Value);
        return (reader.BeginRecord(Guild.Bits.BitmapLength) & Guild.Bits.OwnerId) != 0 && reader.ReadId() == userId;
    }

    /// <summary>What a role grants. One that is not known grants nothing.</summary>
    private static Permissions OfRole(StoredGuild guild, ulong id) =>
        guild.Structure.TryFind(id, EntityKind.Role, out Entry role) ? RolePermissions.Of(guild, role) : Permissions.None;

    private static ChannelFacts ReadChannel(in Entry entry, StoredGuild guild, Permissions permissions, ReadOnlySpan<ulong> roles, ulong userId)
    {
        var reader = new EntityReader(entry.Payload, guild.Ids, entry.Id);
        ulong bits = reader.BeginRecord(Channel.Bits.BitmapLength);
        ChannelType type = (bits & Channel.Bits.Type) != 0 ? (ChannelType)reader.ReadVarint() : default;
        var overwrites = new OverwriteSum();
        for (int left = (bits & Channel.Bits.PermissionOverwrites) != 0 ? reader.ReadCount() : 0; left > 0; left--)
        {
            AddOverwrite(ref reader, ref overwrites, guild.Id.Value, roles, userId);
        }

        ulong? parent = (bits & Channel.Bits.ParentId) != 0 ? reader.ReadRecurringId() : null;
        ChannelFlags flags = (bits & Channel.Bits.Flags) != 0 ? (ChannelFlags)reader.ReadVarint() : 0;
        return new ChannelFacts(type, overwrites.Apply(permissions), parent, (flags & ChannelFlags.ChannelObfuscated) != 0);
    }

    private static void AddOverwrite(ref EntityReader reader, ref OverwriteSum overwrites, ulong guildId, ReadOnlySpan<ulong> roles, ulong userId)
    {
        ulong bits = reader.BeginRecord(Overwrite.Bits.BitmapLength);
        ulong id = (bits & Overwrite.Bits.Id) != 0 ? reader.ReadRecurringId() : reader.EntityId;
        OverwriteType type = (bits & Overwrite.Bits.Type) != 0 ? (OverwriteType)reader.ReadVarint() : default;
        Permissions allow = (bits & Overwrite.Bits.Allow) != 0 ? (Permissions)reader.ReadVarint() : Permissions.None;
        Permissions deny = (bits & Overwrite.Bits.Deny) != 0 ? (Permissions)reader.ReadVarint() : Permissions.None;
        reader.EndRecord(Overwrite.Bits.BitmapLength, bits);
        overwrites.Add(type, allow, deny, isEveryone: id == guildId, isOfMember: type == OverwriteType.Member ? id == userId : roles.Contains(id));
    }

    /// <summary>What permissions need of a channel.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Permissions">The member's permissions after its overwrites.</param>
    /// <param name="ParentId">Its category, or the channel of a thread.</param>
    /// <param name="IsObfuscated">Whether the bot may not see it.</param>
    private readonly record struct ChannelFacts(ChannelType Type, Permissions Permissions, ulong? ParentId, bool IsObfuscated);
}
