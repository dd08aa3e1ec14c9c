using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <content>Partial users, of which absent properties say nothing.</content>
public sealed partial record User
{
    /// <summary>This user as it is after a partial one arrived: properties that are absent there stay as they are.</summary>
    internal User With(User changes) => this with
    {
        Username = changes.Username.Length > 0 ? changes.Username : Username,
        Discriminator = changes.Tells(Places.Discriminator, changes.Discriminator != Empty.Discriminator) ? changes.Discriminator : Discriminator,
        GlobalName = changes.Tells(Places.GlobalName, changes.GlobalName is not null) ? changes.GlobalName : GlobalName,
        Avatar = changes.Tells(Places.Avatar, changes.Avatar is not null) ? changes.Avatar : Avatar,
        Bot = changes.Bot || Bot,
        System = changes.System || System,
        MfaEnabled = changes.MfaEnabled ?? MfaEnabled,
        Banner = changes.Tells(Places.Banner, changes.Banner is not null) ? changes.Banner : Banner,
        AccentColor = changes.Tells(Places.AccentColor, changes.AccentColor is not null) ? changes.AccentColor : AccentColor,
        Locale = changes.Locale ?? Locale,
        Verified = changes.Verified ?? Verified,
        Email = changes.Tells(Places.Email, changes.Email is not null) ? changes.Email : Email,
        Flags = changes.Flags ?? Flags,
        PremiumType = changes.PremiumType ?? PremiumType,
        PublicFlags = changes.PublicFlags ?? PublicFlags,
        AvatarDecorationData = changes.Tells(Places.AvatarDecorationData, changes.AvatarDecorationData is not null) ? changes.AvatarDecorationData : AvatarDecorationData,
        Collectibles = changes.Tells(Places.Collectibles, changes.Collectibles is not null) ? changes.Collectibles : Collectibles,
        PrimaryGuild = changes.Tells(Places.PrimaryGuild, changes.PrimaryGuild is not null) ? changes.PrimaryGuild : PrimaryGuild,
    };

    // Of a user that was made by hand, only the value can tell.
    private bool Tells(int place, bool isSet) => isSet || JsonKeys.Has(_keys, place);
}
