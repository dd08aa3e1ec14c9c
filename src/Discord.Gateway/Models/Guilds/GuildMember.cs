using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user as a member of a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-member-object">Guild › Guild Member Object</see>.</summary>
[JsonModel(CanBeInlined = true, HasPlaces = true, HasParts = true)]
[Hot]
public sealed partial record GuildMember
{
    private User? _user;
    private bool _isUserBeside;

    /// <summary>
    /// The user. Where Discord sends the user next to the member (the author of a message, a mention, resolved data of an interaction), it is that user; null if Discord
    /// sent the member alone.
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

    /// <summary>The nickname in the guild; 1–32 characters. Null if none; see <see cref="GetDisplayName"/>.</summary>
    public string? Nick { get; init; }

    /// <summary>The hash of the avatar in the guild; null if the user's own is shown. See <see cref="GetDisplayAvatarUrl(Id{Guild}, int, ImageFormat)"/>.</summary>
    [Rare]
    public partial ImageHash? Avatar { get; init; }

    /// <summary>The hash of the banner in the guild; null if none. <see cref="GetBannerUrl"/> returns its address.</summary>
    [Rare]
    public partial ImageHash? Banner { get; init; }

    /// <summary>The ids of the roles, without @everyone, which every member has.</summary>
    [Hot]
    public IReadOnlyList<Id<Role>> Roles { get; init; } = [];

    /// <summary>When the user joined the guild; null for guests, who are invited to a voice channel only.</summary>
    [NeverAbsent]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>When the user started to boost the guild; null if the user does not.</summary>
    [Rare]
    public partial DateTimeOffset? PremiumSince { get; init; }

    /// <summary>Whether the guild has deafened the member in voice channels.</summary>
    public bool Deaf { get; init; }

    /// <summary>Whether the guild has muted the member in voice channels.</summary>
    public bool Mute { get; init; }

    /// <summary>The flags, such as <see cref="GuildMemberFlags.DidRejoin"/>.</summary>
    public GuildMemberFlags Flags { get; init; }

    /// <summary>Whether the member has not yet passed Membership Screening. Sent in events whose name begins with GUILD_; false elsewhere.</summary>
    [MayBeAbsent]
    public bool Pending { get; init; }

    /// <summary>The member's permissions in the channel of an interaction, overwrites included; null elsewhere. <see cref="MemberPermissions"/> computes them.</summary>
    [Rare]
    public partial Permissions? Permissions { get; init; }

    /// <summary>When the member's timeout ends, up to 28 days after it was set; null, or in the past, if the member is not timed out.</summary>
    [Hot]
    [Rare]
    public partial DateTimeOffset? CommunicationDisabledUntil { get; init; }

    /// <summary>The avatar decoration in the guild; null if none.</summary>
    [Rare]
    public partial AvatarDecoration? AvatarDecorationData { get; init; }

    /// <summary>The collectibles shown in the guild, such as a nameplate; null if none.</summary>
    [Rare]
    public partial Collectibles? Collectibles { get; init; }

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

    /// <summary>The name that Discord shows in the guild: the nickname, otherwise the user's display name. Empty if neither nickname nor user is known.</summary>
    public string GetDisplayName() => Nick ?? User?.GetDisplayName() ?? "";

    /// <summary>The address of the avatar in the guild; null if there is none, where Discord shows the user's own.</summary>
    /// <param name="guildId">The member's guild.</param>
    /// <param name="userId">The member's user.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; only <see cref="ImageFormat.Gif"/> and <see cref="ImageFormat.WebP"/> keep animations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a power of two from 16 to 4,096, or the format is not a known one.</exception>
    public Uri? GetAvatarUrl(Id<Guild> guildId, Id<User> userId, int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"guilds/{guildId}/users/{userId}/avatars", Avatar, size, format);

    /// <summary>
    /// The address of the avatar that Discord shows in the guild: the member's, otherwise the user's own, otherwise a default one. If <see cref="User"/> is null, that of
    /// the first default avatar: pass the user if you know it.
    /// </summary>
    /// <param name="guildId">The member's guild.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; only <see cref="ImageFormat.Gif"/> and <see cref="ImageFormat.WebP"/> keep animations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a power of two from 16 to 4,096, or the format is not a known one.</exception>
    public Uri GetDisplayAvatarUrl(Id<Guild> guildId, int size = 128, ImageFormat format = ImageFormat.Auto) =>
        GetDisplayAvatarUrl(guildId, User ?? User.Empty, size, format);

    /// <summary>
    /// The address of the avatar that Discord shows in the guild, for a member whose <see cref="User"/> is null: the member's, otherwise the user's own, otherwise a
    /// default one.
    /// </summary>
    /// <param name="guildId">The member's guild.</param>
    /// <param name="user">The member's user.</param>
    /// <param name="size">The width in pixels: a power of two from 16 to 4,096.</param>
    /// <param name="format">The format; only <see cref="ImageFormat.Gif"/> and <see cref="ImageFormat.WebP"/> keep animations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a power of two from 16 to 4,096, or the format is not a known one.</exception>
    public Uri GetDisplayAvatarUrl(Id<Guild> guildId, User user, int size = 128, ImageFormat format = ImageFormat.Auto)
    {
        ArgumentNullException.ThrowIfNull(user);
        return (user.Id == default || guildId == default ? null : GetAvatarUrl(guildId, user.Id, size, format)) ?? user.GetAvatarUrl(size, format);
    }

    /// <summary>The address of the banner in the guild; null if there is none.</summary>
    /// <inheritdoc cref="GetAvatarUrl"/>
    public Uri? GetBannerUrl(Id<Guild> guildId, Id<User> userId, int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetImage($"guilds/{guildId}/users/{userId}/banners", Banner, size, format);
}

/// <summary>Flags of a member. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-member-object-guild-member-flags">Guild › Guild Member Flags</see>.</summary>
[Flags]
public enum GuildMemberFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>DID_REJOIN: has left the guild and joined it again.</summary>
    DidRejoin = 1 << 0,

    /// <summary>COMPLETED_ONBOARDING: has completed onboarding.</summary>
    CompletedOnboarding = 1 << 1,

    /// <summary>BYPASSES_VERIFICATION: is exempt from the guild's verification requirements.</summary>
    BypassesVerification = 1 << 2,

    /// <summary>STARTED_ONBOARDING: has started onboarding.</summary>
    StartedOnboarding = 1 << 3,

    /// <summary>IS_GUEST: is a guest, who can access only the voice channel of the invite.</summary>
    IsGuest = 1 << 4,

    /// <summary>STARTED_HOME_ACTIONS: has started the new member actions of the Server Guide.</summary>
    StartedHomeActions = 1 << 5,

    /// <summary>COMPLETED_HOME_ACTIONS: has completed the new member actions of the Server Guide.</summary>
    CompletedHomeActions = 1 << 6,

    /// <summary>AUTOMOD_QUARANTINED_USERNAME: Auto Moderation has blocked the username, display name or nickname.</summary>
    AutomodQuarantinedUsername = 1 << 7,

    /// <summary>AUTOMOD_QUARANTINED_BIO: deprecated, undocumented.</summary>
    AutomodQuarantinedBio = 1 << 8,

    /// <summary>DM_SETTINGS_UPSELL_ACKNOWLEDGED: has dismissed the hint about direct message settings.</summary>
    DmSettingsUpsellAcknowledged = 1 << 9,

    /// <summary>AUTOMOD_QUARANTINED_GUILD_TAG: Auto Moderation has blocked the guild tag.</summary>
    AutomodQuarantinedGuildTag = 1 << 10,
}
