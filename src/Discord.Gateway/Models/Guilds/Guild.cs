using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A guild ("server"). Partial ones, in interactions for instance, carry little more than the id. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object">Guild › Guild Object</see>.
/// </summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record Guild
{
    /// <summary>The guild's id.</summary>
    public Id<Guild> Id { get; init; }

    /// <summary>The name; 2–100 characters. Empty while the guild is unavailable.</summary>
    public string Name { get; init; } = "";

    /// <summary>The icon's hash; null for none.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The icon's hash in guild templates.</summary>
    public ImageHash? IconHash { get; init; }

    /// <summary>The hash of the picture behind invites; null for none.</summary>
    [NeverAbsent]
    public ImageHash? Splash { get; init; }

    /// <summary>The hash of the picture in Discovery; null for none.</summary>
    [NeverAbsent]
    public ImageHash? DiscoverySplash { get; init; }

    /// <summary>Whether the bot owns the guild; told over HTTP only.</summary>
    public bool? Owner { get; init; }

    /// <summary>The owner's id.</summary>
    [Hot]
    public Id<User> OwnerId { get; init; }

    /// <summary>The bot's permissions, without overwrites; told over HTTP only.</summary>
    public Permissions? Permissions { get; init; }

    /// <summary>The voice region; no longer used.</summary>
    public string? Region { get; init; }

    /// <summary>The voice channel for those who are away; null for none.</summary>
    [NeverAbsent]
    public Id<Channel>? AfkChannelId { get; init; }

    /// <summary>After how long without activity members are moved there.</summary>
    [Seconds]
    public TimeSpan AfkTimeout { get; init; }

    /// <summary>Whether the widget is on.</summary>
    public bool? WidgetEnabled { get; init; }

    /// <summary>The channel that the widget invites to; null for none.</summary>
    public Id<Channel>? WidgetChannelId { get; init; }

    /// <summary>What members need before they may write.</summary>
    public VerificationLevel VerificationLevel { get; init; }

    /// <summary>What members are notified of unless they choose otherwise.</summary>
    public DefaultMessageNotificationLevel DefaultMessageNotifications { get; init; }

    /// <summary>Whose media is scanned.</summary>
    public ExplicitContentFilterLevel ExplicitContentFilter { get; init; }

    /// <summary>The roles, @everyone among them.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The custom emojis.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Emoji> Emojis { get; init; } = [];

    /// <summary>What is enabled for the guild.</summary>
    public IReadOnlyList<GuildFeature> Features { get; init; } = [];

    /// <summary>Whether moderators need two-factor authentication.</summary>
    public MfaLevel MfaLevel { get; init; }

    /// <summary>The application that made the guild, if a bot did.</summary>
    [NeverAbsent]
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The channel for notices, such as of new members; null for none.</summary>
    [NeverAbsent]
    public Id<Channel>? SystemChannelId { get; init; }

    /// <summary>Which notices are not given there.</summary>
    public SystemChannelFlags SystemChannelFlags { get; init; }

    /// <summary>The channel with the rules of a Community guild; null for none.</summary>
    [NeverAbsent]
    public Id<Channel>? RulesChannelId { get; init; }

    /// <summary>The most presences; null except for the largest guilds.</summary>
    public int? MaxPresences { get; init; }

    /// <summary>The most members.</summary>
    public int? MaxMembers { get; init; }

    /// <summary>The code of the guild's own invite address; null for none.</summary>
    [NeverAbsent]
    public string? VanityUrlCode { get; init; }

    /// <summary>The description; null for none.</summary>
    [NeverAbsent]
    public string? Description { get; init; }

    /// <summary>The banner's hash; null for none.</summary>
    [NeverAbsent]
    public ImageHash? Banner { get; init; }

    /// <summary>The boost level.</summary>
    public PremiumTier PremiumTier { get; init; }

    /// <summary>How many boosts the guild has.</summary>
    public int? PremiumSubscriptionCount { get; init; }

    /// <summary>The language of a Community guild; <c>en-US</c> by default.</summary>
    public Locale PreferredLocale { get; init; }

    /// <summary>The channel for Discord's notices to the moderators of a Community guild; null for none.</summary>
    [NeverAbsent]
    public Id<Channel>? PublicUpdatesChannelId { get; init; }

    /// <summary>The most users in a video channel.</summary>
    public int? MaxVideoChannelUsers { get; init; }

    /// <summary>The most users in a stage channel with video.</summary>
    public int? MaxStageVideoChannelUsers { get; init; }

    /// <summary>About how many members there are; told over HTTP only.</summary>
    public int? ApproximateMemberCount { get; init; }

    /// <summary>About how many members are online; told over HTTP only.</summary>
    public int? ApproximatePresenceCount { get; init; }

    /// <summary>What newcomers to a Community guild see first; mostly in invites.</summary>
    public WelcomeScreen? WelcomeScreen { get; init; }

    /// <summary>The age restriction.</summary>
    public NsfwLevel NsfwLevel { get; init; }

    /// <summary>The custom stickers.</summary>
    [MayBeAbsent]
    [CanBeLeftOut]
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];

    /// <summary>Whether the boost progress bar is shown.</summary>
    public bool PremiumProgressBarEnabled { get; init; }

    /// <summary>The channel for Discord's safety alerts; null for none.</summary>
    [NeverAbsent]
    public Id<Channel>? SafetyAlertsChannelId { get; init; }

    /// <summary>Measures against raids and spam; null for none.</summary>
    [NeverAbsent]
    public IncidentsData? IncidentsData { get; init; }

    /// <summary>The kind of student hub; null for other guilds. Undocumented.</summary>
    [NeverAbsent]
    public HubType? HubType { get; init; }

    /// <summary>The preferred language, in the partial guild of an interaction only.</summary>
    public Locale? Locale { get; init; }

    /// <summary>Where the icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) => Cdn.GetImage($"icons/{Id}", Icon, size, format);

    /// <summary>Where the banner is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetBannerUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => Cdn.GetImage($"banners/{Id}", Banner, size, format);

    /// <summary>Where the picture behind invites is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetSplashUrl(int size = 512, ImageFormat format = ImageFormat.Auto) => Cdn.GetStill($"splashes/{Id}", Splash, size, format);

    /// <summary>Where the picture in Discovery is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetDiscoverySplashUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"discovery-splashes/{Id}", DiscoverySplash, size, format);
}
