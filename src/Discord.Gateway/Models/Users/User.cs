using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A Discord account. Partial users, in presences for instance, may carry the id alone. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object">User › User Object</see>.
/// </summary>
[JsonModel(HasPlaces = true)]
[Hot]
public sealed partial record User
{
    /// <summary>The user's id.</summary>
    public Id<User> Id { get; init; }

    /// <summary>The account name; unique, except for bots.</summary>
    public string Username { get; init; } = "";

    /// <summary>The old four-digit tag; "0" for accounts with a unique name.</summary>
    [CommonValues("0", "0000")]
    public string Discriminator { get; init; } = "0";

    /// <summary>The name shown instead of <see cref="Username"/>, and for bots the application's name; null if none was chosen.</summary>
    [NeverAbsent]
    public string? GlobalName { get; init; }

    /// <summary>The avatar's hash; null for the default one.</summary>
    [NeverAbsent]
    public ImageHash? Avatar { get; init; }

    /// <summary>Whether the account is a bot.</summary>
    [MayBeAbsent]
    public bool Bot { get; init; }

    /// <summary>Whether the account is Discord's own, for system messages.</summary>
    [MayBeAbsent]
    public bool System { get; init; }

    /// <summary>Whether two-factor authentication is on; told only about the bot itself.</summary>
    public bool? MfaEnabled { get; init; }

    /// <summary>The banner's hash; null for none, or where Discord does not tell.</summary>
    public ImageHash? Banner { get; init; }

    /// <summary>The colour of the banner; null for none, or where Discord does not tell.</summary>
    public Color? AccentColor { get; init; }

    /// <summary>The chosen language; told only about the bot itself.</summary>
    public Locale? Locale { get; init; }

    /// <summary>Whether the e-mail address is verified; told only to whom the user allowed it.</summary>
    public bool? Verified { get; init; }

    /// <summary>The e-mail address; told only to whom the user allowed it.</summary>
    public string? Email { get; init; }

    /// <summary>All flags; told only about the bot itself.</summary>
    public UserFlags? Flags { get; init; }

    /// <summary>The Nitro subscription; 0 unless the user allowed it to be told.</summary>
    public PremiumType? PremiumType { get; init; }

    /// <summary>The flags that everyone may see.</summary>
    public UserFlags? PublicFlags { get; init; }

    /// <summary>The decoration of the avatar; null for none.</summary>
    public AvatarDecoration? AvatarDecorationData { get; init; }

    /// <summary>What the profile wears; null for nothing.</summary>
    public Collectibles? Collectibles { get; init; }

    /// <summary>The guild whose tag the user shows; null for none.</summary>
    public UserPrimaryGuild? PrimaryGuild { get; init; }

    /// <summary>The user as a member of the guild, without the user; only among <see cref="Message.Mentions"/> of events.</summary>
    [CanBeLeftOut]
    public GuildMember? Member { get; init; }

    partial void OnRead() => Member?.SetUserBeside(this);

    /// <summary>The name that Discord shows where the user has no nickname.</summary>
    public string GetDisplayName() => GlobalName ?? Username;

    /// <summary>Where the avatar is; the default one if the user has none of their own.</summary>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; animated images move only as <see cref="ImageFormat.Gif"/> or <see cref="ImageFormat.WebP"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size or the format is not one that Discord has.</exception>
    public Uri GetAvatarUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"avatars/{Id}", Avatar, size, format) ?? GetDefaultAvatarUrl();

    /// <summary>Where the picture is that accounts without an avatar have.</summary>
    public Uri GetDefaultAvatarUrl()
    {
        // Accounts with an old tag have one of five pictures by that tag, the others one of six by their id.
        ulong index = ulong.TryParse(Discriminator, out ulong tag) && tag > 0 ? tag % 5 : (Id.Value >> 22) % 6;
        return Cdn.GetFile($"embed/avatars/{index}.png");
    }

    /// <summary>Where the banner is; null if there is none.</summary>
    /// <inheritdoc cref="GetAvatarUrl"/>
    public Uri? GetBannerUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"banners/{Id}", Banner, size, format);
}
