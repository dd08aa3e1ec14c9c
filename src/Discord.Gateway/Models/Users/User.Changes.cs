using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <content>Partial users, of which absent properties say nothing.</content>
public sealed partial record User
{
    /// <summary>This user as it is after a partial one arrived: properties that are absent there stay as they are.</summary>
    internal User With(User changes)
    {
        ulong told = changes.Told;
        return this with
        {
            Username = (told & Bits.Username) != 0 ? changes.Username : Username,
            Discriminator = (told & Bits.Discriminator) != 0 ? changes.Discriminator : Discriminator,
            GlobalName = (told & Bits.GlobalName) != 0 ? changes.GlobalName : GlobalName,
            Avatar = (told & Bits.Avatar) != 0 ? changes.Avatar : Avatar,
            Bot = changes.Bot || Bot,
            System = changes.System || System,
            MfaEnabled = changes.MfaEnabled ?? MfaEnabled,
            Banner = (told & Bits.Banner) != 0 ? changes.Banner : Banner,
            AccentColor = (told & Bits.AccentColor) != 0 ? changes.AccentColor : AccentColor,
            Locale = changes.Locale ?? Locale,
            Verified = changes.Verified ?? Verified,
            Email = (told & Bits.Email) != 0 ? changes.Email : Email,
            Flags = changes.Flags ?? Flags,
            PremiumType = changes.PremiumType ?? PremiumType,
            PublicFlags = changes.PublicFlags ?? PublicFlags,
            AvatarDecorationData = (told & Bits.AvatarDecorationData) != 0 ? changes.AvatarDecorationData : AvatarDecorationData,
            Collectibles = (told & Bits.Collectibles) != 0 ? changes.Collectibles : Collectibles,
            PrimaryGuild = (told & Bits.PrimaryGuild) != 0 ? changes.PrimaryGuild : PrimaryGuild,
        };
    }

    /// <summary>Whether <see cref="With"/> returns these changes as they are, for a user whose binary form has these <see cref="Bits"/>.</summary>
    internal bool TellsAllOf(ulong bits) => Member is null && _keys?.UnknownJson is null && (bits & ~Told) == 0;

    /// <summary>The <see cref="Bits"/> of what a partial user says something of.</summary>
    private ulong Told =>
        Bits.Id
        | (Username.Length > 0 ? Bits.Username : 0)
        | (Tells(Places.Discriminator, Discriminator != Empty.Discriminator) ? Bits.Discriminator : 0)
        | (Tells(Places.GlobalName, GlobalName is not null) ? Bits.GlobalName : 0)
        | (Tells(Places.Avatar, Avatar is not null) ? Bits.Avatar : 0)
        | (Bot ? Bits.Bot : 0)
        | (System ? Bits.System : 0)
        | (MfaEnabled is not null ? Bits.MfaEnabled : 0)
        | (Tells(Places.Banner, Banner is not null) ? Bits.Banner : 0)
        | (Tells(Places.AccentColor, AccentColor is not null) ? Bits.AccentColor : 0)
        | (Locale is not null ? Bits.Locale : 0)
        | (Verified is not null ? Bits.Verified : 0)
        | (Tells(Places.Email, Email is not null) ? Bits.Email : 0)
        | (Flags is not null ? Bits.Flags : 0)
        | (PremiumType is not null ? Bits.PremiumType : 0)
        | (PublicFlags is not null ? Bits.PublicFlags : 0)
        | (Tells(Places.AvatarDecorationData, AvatarDecorationData is not null) ? Bits.AvatarDecorationData : 0)
        | (Tells(Places.Collectibles, Collectibles is not null) ? Bits.Collectibles : 0)
        | (Tells(Places.PrimaryGuild, PrimaryGuild is not null) ? Bits.PrimaryGuild : 0);

    // Of a user that was made by hand, only the value can tell.
    private bool Tells(int place, bool isSet) => isSet || JsonKeys.Has(_keys, place);
}
