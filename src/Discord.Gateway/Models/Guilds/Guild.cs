using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A guild, which Discord's client calls a server. Partial guilds, in interactions for example, have little more than the id. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object">Guild › Guild Object</see>.</summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record Guild
{
    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; init; }

    /// <summary>The name; 2–100 characters. Empty while the guild is unavailable.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hash of the icon; null if none. <see cref="GetIconUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The hash of the icon, in guild templates only; null elsewhere.</summary>
    public ImageHash? IconHash { get; init; }

    /// <summary>The hash of the background of invites; null if none. <see cref="GetSplashUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Splash { get; init; }

    /// <summary>The hash of the image in Server Discovery; null if none. Only guilds with <see cref="GuildFeature.Discoverable"/> have one.</summary>
    [NeverAbsent]
    public ImageHash? DiscoverySplash { get; init; }

    /// <summary>Whether the current user owns the guild. Sent over HTTP only (Get Current User Guilds); null in events.</summary>
    public bool? Owner { get; init; }

    /// <summary>The user who owns the guild, and has all permissions.</summary>
    [Hot]
    public Id<User> OwnerId { get; init; }

    /// <summary>The current user's permissions in the guild, without channel overwrites. Sent over HTTP only (Get Current User Guilds); null in events.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The voice region. Deprecated by Discord; use <see cref="Channel.RtcRegion"/>.</summary>
    public string? Region { get; init; }

    /// <summary>The voice channel that inactive members are moved to; null if none.</summary>
    [NeverAbsent]
    public Id<Channel>? AfkChannelId { get; init; }

    /// <summary>The inactivity in voice channels after which members are moved to the AFK channel: 1, 5, 15, 30 or 60 minutes.</summary>
    [Seconds]
    public TimeSpan AfkTimeout { get; init; }

    /// <summary>Whether the server widget is enabled; null if Discord did not send it.</summary>
    public bool? WidgetEnabled { get; init; }

    /// <summary>The channel that the widget creates invites to; null if it creates none.</summary>
    public Id<Channel>? WidgetChannelId { get; init; }

    /// <summary>The verification that members need before they can send messages.</summary>
    public VerificationLevel VerificationLevel { get; init; }

    /// <summary>The messages that notify members who have not chosen otherwise.</summary>
    public DefaultMessageNotificationLevel DefaultMessageNotifications { get; init; }

    /// <summary>The members whose media Discord scans for explicit content.</summary>
    public ExplicitContentFilterLevel ExplicitContentFilter { get; init; }

    /// <summary>The roles, including @everyone, whose id is the guild's.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The custom emojis of the guild.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Emoji> Emojis { get; init; } = [];

    /// <summary>The features that are enabled for the guild or that it has access to, such as <see cref="GuildFeature.Community"/>.</summary>
    public IReadOnlyList<GuildFeature> Features { get; init; } = [];

    /// <summary>Whether moderation actions require two-factor authentication.</summary>
    public MfaLevel MfaLevel { get; init; }

    /// <summary>The application whose bot created the guild; null if a user did.</summary>
    [NeverAbsent]
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The channel for notices such as welcome messages and boosts; null if none.</summary>
    [NeverAbsent]
    public Id<Channel>? SystemChannelId { get; init; }

    /// <summary>The notices that are suppressed in the system channel.</summary>
    public SystemChannelFlags SystemChannelFlags { get; init; }

    /// <summary>The channel in which a Community guild shows its rules; null if none.</summary>
    [NeverAbsent]
    public Id<Channel>? RulesChannelId { get; init; }

    /// <summary>The maximum number of presences; null except for the largest guilds.</summary>
    public int? MaxPresences { get; init; }

    /// <summary>The maximum number of members; null if Discord did not send it.</summary>
    public int? MaxMembers { get; init; }

    /// <summary>The code of the custom invite link; null if none. Needs <see cref="GuildFeature.VanityUrl"/>.</summary>
    [NeverAbsent]
    public string? VanityUrlCode { get; init; }

    /// <summary>The description; null if none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>The hash of the banner; null if none. <see cref="GetBannerUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Banner { get; init; }

    /// <summary>The Server Boost level, which decides about perks such as the maximum bitrate.</summary>
    public PremiumTier PremiumTier { get; init; }

    /// <summary>The number of boosts; null if Discord did not send it.</summary>
    public int? PremiumSubscriptionCount { get; init; }

    /// <summary>The preferred language of a Community guild, used in Server Discovery and Discord's notices; <c>en-US</c> by default.</summary>
    public Locale PreferredLocale { get; init; }

    /// <summary>The channel in which the moderators of a Community guild receive notices from Discord; null if none.</summary>
    [NeverAbsent]
    public Id<Channel>? PublicUpdatesChannelId { get; init; }

    /// <summary>The maximum number of users in a voice channel with video; null if Discord did not send it.</summary>
    public int? MaxVideoChannelUsers { get; init; }

    /// <summary>The maximum number of users in a stage channel with video; null if Discord did not send it.</summary>
    public int? MaxStageVideoChannelUsers { get; init; }

    /// <summary>The approximate number of members. Sent over HTTP only, if requested (<c>with_counts</c>); null in events.</summary>
    public int? ApproximateMemberCount { get; init; }

    /// <summary>The approximate number of members who are not offline. Sent over HTTP only, if requested (<c>with_counts</c>); null in events.</summary>
    public int? ApproximatePresenceCount { get; init; }

    /// <summary>The welcome screen that a Community guild shows to new members. Sent in the guild of an invite; null elsewhere.</summary>
    public WelcomeScreen? WelcomeScreen { get; init; }

    /// <summary>The age restriction of the guild.</summary>
    public NsfwLevel NsfwLevel { get; init; }

    /// <summary>The custom stickers of the guild.</summary>
    [MayBeAbsent]
    [CanBeLeftOut]
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];

    /// <summary>Whether the boost progress bar is enabled.</summary>
    public bool PremiumProgressBarEnabled { get; init; }

    /// <summary>The channel in which the moderators of a Community guild receive safety alerts from Discord; null if none.</summary>
    [NeverAbsent]
    public Id<Channel>? SafetyAlertsChannelId { get; init; }

    /// <summary>Paused invites and direct messages, and detected raids and spam; null if none.</summary>
    [NeverAbsent]
    public IncidentsData? IncidentsData { get; init; }

    /// <summary>The kind of student hub; null for other guilds. Undocumented.</summary>
    [NeverAbsent]
    public HubType? HubType { get; init; }

    /// <summary>The preferred language, in the partial guild of an interaction only; elsewhere use <see cref="PreferredLocale"/>.</summary>
    public Locale? Locale { get; init; }

    /// <summary>The address of the icon; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) => Cdn.GetImage($"icons/{Id}", Icon, size, format);

    /// <summary>The address of the banner; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetBannerUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => Cdn.GetImage($"banners/{Id}", Banner, size, format);

    /// <summary>The address of the background of invites; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetSplashUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => Cdn.GetStill($"splashes/{Id}", Splash, size, format);

    /// <summary>The address of the image in Server Discovery; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetDiscoverySplashUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"discovery-splashes/{Id}", DiscoverySplash, size, format);
}
