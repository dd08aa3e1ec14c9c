using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>The pseudocode of Discord's documentation, and the sentences around it, step by step: slow, and with nothing shared with the code under test.</summary>
internal static class PermissionOracle
{
    private static readonly HashSet<int> All = [.. Enumerable.Range(0, 53).Except([47])];

    /// <summary>The table's bits: those whose column of channel types has V or S, and no T.</summary>
    private static readonly HashSet<int> VoiceOnly = [8, 9, 20, 21, 22, 23, 24, 25, 32, 33, 42, 44, 45, 48];

    internal static ulong InGuild(Guild guild, GuildMember member, DateTimeOffset now) => ToNumber(TimeOut(ComputeBase(guild, member), guild, member, now));

    internal static ulong InChannel(Guild guild, GuildMember member, Channel channel, DateTimeOffset now)
    {
        HashSet<int> bits = ComputeOverwrites(ComputeBase(guild, member), guild, member, channel);
        if (bits.Contains(3))
        {
            return ToNumber(bits);
        }

        if (!bits.Contains(11))
        {
            bits.ExceptWith([17, 12, 15, 14]);
        }

        if (channel.Type.ToString() is "GuildVoice" or "GuildStageVoice" && !bits.Contains(20))
        {
            bits.ExceptWith([.. VoiceOnly, 4]);
        }

        return ToNumber(bits.Contains(10) ? TimeOut(bits, guild, member, now) : []);
    }

    internal static ulong InThread(Guild guild, GuildMember member, Channel parent, DateTimeOffset now)
    {
        HashSet<int> bits = ComputeOverwrites(ComputeBase(guild, member), guild, member, parent);
        if (bits.Contains(3))
        {
            return ToNumber(bits);
        }

        bits.Remove(11);
        if (!bits.Contains(38))
        {
            bits.ExceptWith([17, 12, 15, 14]);
        }

        return ToNumber(bits.Contains(10) ? TimeOut(bits, guild, member, now) : []);
    }

    private static HashSet<int> ComputeBase(Guild guild, GuildMember member)
    {
        if (member.User!.Id.Value == guild.OwnerId.Value)
        {
            return [.. All];
        }

        HashSet<int> permissions = ToBits(guild.Roles.Single(role => role.Id.Value == guild.Id.Value).Permissions);
        foreach (Id<Role> id in member.Roles)
        {
            permissions.UnionWith(guild.Roles.Where(role => role.Id == id).SelectMany(role => ToBits(role.Permissions)));
        }

        return permissions.Contains(3) ? [.. All, .. permissions] : permissions;
    }

    private static HashSet<int> ComputeOverwrites(HashSet<int> baseBits, Guild guild, GuildMember member, Channel channel)
    {
        if (baseBits.Contains(3))
        {
            return baseBits;
        }

        HashSet<int> bits = [.. baseBits];
        Dictionary<ulong, Overwrite> overwrites = channel.PermissionOverwrites.ToDictionary(overwrite => overwrite.Id.Value);
        if (overwrites.TryGetValue(guild.Id.Value, out Overwrite? everyone))
        {
            bits.ExceptWith(ToBits(everyone.Deny));
            bits.UnionWith(ToBits(everyone.Allow));
        }

        HashSet<int> allow = [];
        HashSet<int> deny = [];
        foreach (Id<Role> id in member.Roles)
        {
            if (overwrites.TryGetValue(id.Value, out Overwrite? role))
            {
                allow.UnionWith(ToBits(role.Allow));
                deny.UnionWith(ToBits(role.Deny));
            }
        }

        bits.ExceptWith(deny);
        bits.UnionWith(allow);
        if (overwrites.TryGetValue(member.User!.Id.Value, out Overwrite? own))
        {
            bits.ExceptWith(ToBits(own.Deny));
            bits.UnionWith(ToBits(own.Allow));
        }

        return bits;
    }

    private static HashSet<int> TimeOut(HashSet<int> bits, Guild guild, GuildMember member, DateTimeOffset now)
    {
        bool isTimedOut = member.CommunicationDisabledUntil is { } until && until > now;
        return !isTimedOut || bits.Contains(3) || member.User!.Id.Value == guild.OwnerId.Value ? bits : [.. bits.Where(bit => bit is 10 or 16)];
    }

    private static HashSet<int> ToBits(Permissions permissions) => [.. Enumerable.Range(0, 64).Where(bit => ((ulong)permissions >> bit & 1) != 0)];

    private static ulong ToNumber(HashSet<int> bits) => bits.Aggregate(0UL, (number, bit) => number | 1UL << bit);
}
