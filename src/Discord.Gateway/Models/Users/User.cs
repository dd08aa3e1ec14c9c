using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A Discord account of a person or bot. Partial users, in presences for example, may have only the id. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object">User › User Object</see>.</summary>
[JsonModel(HasPlaces = true)]
[Hot]
public sealed partial record User
{
    /// <summary>The user's id.</summary>
    public Id<User> Id { get; init; }

    /// <summary>The account name; 2–32 characters. Unique, except for bots.</summary>
    public string Username { get; init; } = "";

    /// <summary>The four-digit tag of old names, such as "0001"; "0" for accounts with a unique name.</summary>
    [CommonValues("0", "0000")]
    public string Discriminator { get; init; } = "0";

    /// <summary>The display name, and for bots the application's name; null if not set. See <see cref="GetDisplayName"/>.</summary>
    [NeverAbsent]
    public string? GlobalName { get; init; }

    /// <summary>The hash of the avatar; null for a default one. <see cref="GetAvatarUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Avatar { get; init; }

    /// <summary>Whether the account is a bot.</summary>
    [MayBeAbsent]
    public bool Bot { get; init; }

    /// <summary>Whether the account is an official system user of Discord, part of its urgent message system.</summary>
    [MayBeAbsent]
    public bool System { get; init; }

    /// <summary>Whether two-factor authentication is enabled. Sent for the bot itself only; null for other users.</summary>
    [Rare]
    public partial bool? MfaEnabled { get; init; }

    /// <summary>The hash of the banner; null if none, or if Discord did not send it. <see cref="GetBannerUrl"/> returns its address.</summary>
    [Rare]
    public partial ImageHash? Banner { get; init; }

    /// <summary>The colour of the banner; null if none, or if Discord did not send it.</summary>
    [Rare]
    public partial Color? AccentColor { get; init; }

    /// <summary>The language chosen in the client. Sent for the bot itself only; null for other users.</summary>
    [Rare]
    public partial Locale? Locale { get; init; }

    /// <summary>Whether the e-mail address is verified; null without the OAuth2 scope <c>email</c>.</summary>
    [Rare]
    public partial bool? Verified { get; init; }

    /// <summary>The e-mail address; null without the OAuth2 scope <c>email</c>.</summary>
    [Rare]
    public partial string? Email { get; init; }

    /// <summary>All flags. Sent for the bot itself only; null for other users, who have <see cref="PublicFlags"/>.</summary>
    [Rare]
    public partial UserFlags? Flags { get; init; }

    /// <summary>The Nitro subscription; null if Discord did not send it. <see cref="Models.PremiumType.None"/> without the OAuth2 scope <c>identify.premium</c>.</summary>
    [Rare]
    public partial PremiumType? PremiumType { get; init; }

    /// <summary>The public flags; null if Discord did not send them.</summary>
    public UserFlags? PublicFlags { get; init; }

    /// <summary>The avatar decoration; null if none.</summary>
    public AvatarDecoration? AvatarDecorationData { get; init; }

    /// <summary>The collectibles shown with the account, such as a nameplate; null if none.</summary>
    public Collectibles? Collectibles { get; init; }

    /// <summary>The guild whose server tag the user shows; null if none.</summary>
    public UserPrimaryGuild? PrimaryGuild { get; init; }

    /// <summary>The user as a member of the guild. Only for <see cref="Message.Mentions"/> in MESSAGE_CREATE and MESSAGE_UPDATE; null elsewhere.</summary>
    [CanBeLeftOut]
    [Rare]
    public partial GuildMember? Member { get; init; }

    partial void OnRead() => Member?.SetUserBeside(this);

    /// <summary>The name that Discord shows where the user has no nickname: <see cref="GlobalName"/>, otherwise <see cref="Username"/>.</summary>
    public string GetDisplayName() => GlobalName ?? Username;

    /// <summary>The address of the avatar; that of a default one if the user has none.</summary>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; only <see cref="ImageFormat.Gif"/> and <see cref="ImageFormat.WebP"/> keep animations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a power of two from 16 to 4,096, or the format is not a known one.</exception>
    public Uri GetAvatarUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"avatars/{Id}", Avatar, size, format) ?? GetDefaultAvatarUrl();

    /// <summary>The address of the default avatar, which Discord shows for accounts without an avatar.</summary>
    public Uri GetDefaultAvatarUrl()
    {
        // Accounts with an old tag have one of five pictures by that tag, the others one of six by their id.
        ulong index = ulong.TryParse(Discriminator, out ulong tag) && tag > 0 ? tag % 5 : (Id.Value >> 22) % 6;
        return Cdn.GetFile($"embed/avatars/{index}.png");
    }

    /// <summary>The address of the banner; null if there is none.</summary>
    /// <inheritdoc cref="GetAvatarUrl"/>
    public Uri? GetBannerUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"banners/{Id}", Banner, size, format);
}
