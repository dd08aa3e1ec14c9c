using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user in a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-member-object">Guild › Guild Member Object</see>.</summary>
[JsonModel(CanBeInlined = true, HasPlaces = true, HasParts = true)]
[Hot]
public sealed partial record GuildMember
{
    private User? _user;
    private bool _isUserBeside;

    /// <summary>
    /// The user. Where Discord names the user beside the member (the author of a message, a mention, what an interaction refers to), it is that one; null for a member that
    /// stands for itself.
    /// </summary>
    [StoredIn(nameof(OwnUser))]
    [CanBeLeftOut]
    public User? User
    {
        get => _user;
        init
        {
            _user = value;
            _isUserBeside = false;
        }
    }

    /// <summary>The nickname in this guild; null for none.</summary>
    public string? Nick { get; init; }

    /// <summary>The hash of the avatar in this guild; null for none.</summary>
    public ImageHash? Avatar { get; init; }

    /// <summary>The hash of the banner in this guild; null for none.</summary>
    public ImageHash? Banner { get; init; }

    /// <summary>The roles, without @everyone.</summary>
    [Hot]
    public IReadOnlyList<Id<Role>> Roles { get; init; } = [];

    /// <summary>When the user joined; null for guests.</summary>
    [NeverAbsent]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Since when the user boosts the guild; null if not.</summary>
    public DateTimeOffset? PremiumSince { get; init; }

    /// <summary>Whether the member is deafened in voice channels.</summary>
    public bool Deaf { get; init; }

    /// <summary>Whether the member is muted in voice channels.</summary>
    public bool Mute { get; init; }

    /// <summary>The member's flags.</summary>
    public GuildMemberFlags Flags { get; init; }

    /// <summary>Whether the member has not passed the guild's screening yet. Told in events about guilds only.</summary>
    [MayBeAbsent]
    public bool Pending { get; init; }

    /// <summary>All permissions in the channel, overwrites included; in interactions only.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>When the member's timeout ends; null, or a time in the past, if there is none.</summary>
    [Hot]
    public DateTimeOffset? CommunicationDisabledUntil { get; init; }

    /// <summary>The decoration of the avatar in this guild; null for none.</summary>
    public AvatarDecoration? AvatarDecorationData { get; init; }

    /// <summary>What the profile wears in this guild; null for nothing.</summary>
    public Collectibles? Collectibles { get; init; }

    private User? OwnUser => _isUserBeside ? null : _user;

    /// <summary>Tells the member of the user that stands beside it in JSON. It is not written with the member, and of it the id alone is compared.</summary>
    internal void SetUserBeside(User user)
    {
        if (OwnUser is null)
        {
            _user = user;
            _isUserBeside = true;
        }
    }

    /// <summary>The name that Discord shows in this guild; empty if neither nickname nor user is known.</summary>
    public string GetDisplayName() => Nick ?? User?.GetDisplayName() ?? "";

    /// <summary>Where the avatar in this guild is; null if there is none: then the user's own is shown.</summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="userId">The user.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; animated images move only as <see cref="ImageFormat.Gif"/> or <see cref="ImageFormat.WebP"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size or the format is not one that Discord has.</exception>
    public Uri? GetAvatarUrl(Id<Guild> guildId, Id<User> userId, int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"guilds/{guildId}/users/{userId}/avatars", Avatar, size, format);

    /// <summary>
    /// Where the avatar that Discord shows in this guild is: the one in this guild, otherwise the user's own, otherwise the default one. If the member
    /// has no <see cref="User"/>, the first of the default ones: where the user is known, pass it.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; animated images move only as <see cref="ImageFormat.Gif"/> or <see cref="ImageFormat.WebP"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size or the format is not one that Discord has.</exception>
    public Uri GetDisplayAvatarUrl(Id<Guild> guildId, int size = 128, ImageFormat format = ImageFormat.Auto) =>
        GetDisplayAvatarUrl(guildId, User ?? User.Empty, size, format);

    /// <summary>
    /// Where the avatar that Discord shows in this guild is, for a member whose user is known from elsewhere: the one in this guild,
    /// otherwise the user's own, otherwise the default one.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="user">The member's user.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; animated images move only as <see cref="ImageFormat.Gif"/> or <see cref="ImageFormat.WebP"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size or the format is not one that Discord has.</exception>
    public Uri GetDisplayAvatarUrl(Id<Guild> guildId, User user, int size = 128, ImageFormat format = ImageFormat.Auto)
    {
        ArgumentNullException.ThrowIfNull(user);
        return (user.Id == default || guildId == default ? null : GetAvatarUrl(guildId, user.Id, size, format)) ?? user.GetAvatarUrl(size, format);
    }

    /// <summary>Where the banner in this guild is; null if there is none.</summary>
    /// <inheritdoc cref="GetAvatarUrl"/>
    public Uri? GetBannerUrl(Id<Guild> guildId, Id<User> userId, int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"guilds/{guildId}/users/{userId}/banners", Banner, size, format);
}

/// <summary>Marks of a member. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-member-object-guild-member-flags">Guild › Guild Member Flags</see>.</summary>
[Flags]
public enum GuildMemberFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>DID_REJOIN: left and came back.</summary>
    DidRejoin = 1 << 0,

    /// <summary>COMPLETED_ONBOARDING.</summary>
    CompletedOnboarding = 1 << 1,

    /// <summary>BYPASSES_VERIFICATION: need not pass the guild's verification.</summary>
    BypassesVerification = 1 << 2,

    /// <summary>STARTED_ONBOARDING.</summary>
    StartedOnboarding = 1 << 3,

    /// <summary>IS_GUEST: may only be in the voice channel they were invited to.</summary>
    IsGuest = 1 << 4,

    /// <summary>STARTED_HOME_ACTIONS: began the server guide.</summary>
    StartedHomeActions = 1 << 5,

    /// <summary>COMPLETED_HOME_ACTIONS: finished the server guide.</summary>
    CompletedHomeActions = 1 << 6,

    /// <summary>AUTOMOD_QUARANTINED_USERNAME: quarantined for the name.</summary>
    AutomodQuarantinedUsername = 1 << 7,

    /// <summary>AUTOMOD_QUARANTINED_BIO: no longer used.</summary>
    AutomodQuarantinedBio = 1 << 8,

    /// <summary>DM_SETTINGS_UPSELL_ACKNOWLEDGED.</summary>
    DmSettingsUpsellAcknowledged = 1 << 9,

    /// <summary>AUTOMOD_QUARANTINED_GUILD_TAG: quarantined for the guild tag.</summary>
    AutomodQuarantinedGuildTag = 1 << 10,
}
