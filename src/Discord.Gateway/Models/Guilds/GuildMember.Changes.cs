using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <content>Partial members, which stand beside something else: a message, or a voice state. Absent properties say nothing.</content>
public sealed partial record GuildMember
{
    /// <summary>The <see cref="Bits"/> of what a partial member says something of.</summary>
    private ulong Told =>
        Bits.User
        | (Tells(Places.Nick, Nick is not null) ? Bits.Nick : 0)
        | (Tells(Places.Avatar, Avatar is not null) ? Bits.Avatar : 0)
        | (Tells(Places.Banner, Banner is not null) ? Bits.Banner : 0)
        | (Tells(Places.Roles, Roles.Count > 0) ? Bits.Roles : 0)
        | (Tells(Places.JoinedAt, JoinedAt is not null) ? Bits.JoinedAt : 0)
        | (Tells(Places.PremiumSince, PremiumSince is not null) ? Bits.PremiumSince : 0)
        | (Tells(Places.Deaf, Deaf) ? Bits.Deaf : 0)
        | (Tells(Places.Mute, Mute) ? Bits.Mute : 0)
        | (Tells(Places.Flags, Flags != GuildMemberFlags.None) ? Bits.Flags : 0)
        | (Tells(Places.Pending, Pending) ? Bits.Pending : 0)
        | Bits.Permissions
        | (Tells(Places.CommunicationDisabledUntil, CommunicationDisabledUntil is not null) ? Bits.CommunicationDisabledUntil : 0)
        | (Tells(Places.AvatarDecorationData, AvatarDecorationData is not null) ? Bits.AvatarDecorationData : 0)
        | (Tells(Places.Collectibles, Collectibles is not null) ? Bits.Collectibles : 0);

    /// <summary>
    /// This member as it is after a partial one arrived: properties that are absent there stay as they are. <see cref="Permissions"/> become null, since they may no longer hold.
    /// </summary>
    /// <param name="changes">The partial member.</param>
    /// <param name="user">Its user, who may be partial too.</param>
    internal GuildMember With(GuildMember changes, User user)
    {
        ulong told = changes.Told;
        return this with
        {
            User = User?.With(user) ?? user,
            Nick = (told & Bits.Nick) != 0 ? changes.Nick : Nick,
            Avatar = (told & Bits.Avatar) != 0 ? changes.Avatar : Avatar,
            Banner = (told & Bits.Banner) != 0 ? changes.Banner : Banner,
            Roles = (told & Bits.Roles) != 0 ? changes.Roles : Roles,
            JoinedAt = (told & Bits.JoinedAt) != 0 ? changes.JoinedAt : JoinedAt,
            PremiumSince = (told & Bits.PremiumSince) != 0 ? changes.PremiumSince : PremiumSince,
            Deaf = (told & Bits.Deaf) != 0 ? changes.Deaf : Deaf,
            Mute = (told & Bits.Mute) != 0 ? changes.Mute : Mute,
            Flags = (told & Bits.Flags) != 0 ? changes.Flags : Flags,
            Pending = (told & Bits.Pending) != 0 ? changes.Pending : Pending,
            Permissions = null,
            CommunicationDisabledUntil = (told & Bits.CommunicationDisabledUntil) != 0 ? changes.CommunicationDisabledUntil : CommunicationDisabledUntil,
            AvatarDecorationData = (told & Bits.AvatarDecorationData) != 0 ? changes.AvatarDecorationData : AvatarDecorationData,
            Collectibles = (told & Bits.Collectibles) != 0 ? changes.Collectibles : Collectibles,
        };
    }

    /// <summary>Writes what <see cref="With"/> returns for this partial member in the binary form, without creating it. False, and nothing was written, if that takes the member before.</summary>
    /// <param name="user">The user, who may be partial too.</param>
    /// <param name="writer">The destination.</param>
    /// <param name="bits">The bitmap of the member before.</param>
    /// <param name="userBits">The bitmap of the user in it.</param>
    internal bool TryWriteWith(User user, EntityWriter writer, ulong bits, ulong userBits)
    {
        if ((bits & ~Told) != 0 || !user.TellsAllOf(userBits))
        {
            return false;
        }

        var parts = new Parts
        {
            OwnUser = user,
            Roles = Roles,
            Nick = Nick,
            Avatar = Avatar,
            Banner = Banner,
            JoinedAt = JoinedAt,
            PremiumSince = PremiumSince,
            Deaf = Deaf,
            Mute = Mute,
            Flags = Flags,
            Pending = Pending,
            Permissions = null,
            CommunicationDisabledUntil = CommunicationDisabledUntil,
            AvatarDecorationData = AvatarDecorationData,
            Collectibles = Collectibles,
        };
        parts.WriteBinary(writer);
        return true;
    }

    // Of a member that was made by hand, only the value can tell.
    private bool Tells(int place, bool isSet) => isSet || JsonKeys.Has(_keys, place);
}
