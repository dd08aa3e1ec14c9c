using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A feature that is enabled for a guild, or that it has access to; features that Discord adds later are kept by name. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-guild-features">Guild › Guild Features</see>.</summary>
[StringEnum]
public readonly partial record struct GuildFeature
{
    /// <summary>ANIMATED_BANNER: can have an animated banner.</summary>
    public static GuildFeature AnimatedBanner { get; } = new("ANIMATED_BANNER");

    /// <summary>ANIMATED_ICON: can have an animated icon.</summary>
    public static GuildFeature AnimatedIcon { get; } = new("ANIMATED_ICON");

    /// <summary>APPLICATION_COMMAND_PERMISSIONS_V2: uses the old behaviour of command permissions.</summary>
    public static GuildFeature ApplicationCommandPermissionsV2 { get; } = new("APPLICATION_COMMAND_PERMISSIONS_V2");

    /// <summary>AUTO_MODERATION: has Auto Moderation rules.</summary>
    public static GuildFeature AutoModeration { get; } = new("AUTO_MODERATION");

    /// <summary>BANNER: can have a banner.</summary>
    public static GuildFeature Banner { get; } = new("BANNER");

    /// <summary>COMMUNITY: is a Community guild, which can have a welcome screen, Membership Screening, stage channels and Discovery.</summary>
    public static GuildFeature Community { get; } = new("COMMUNITY");

    /// <summary>CREATOR_MONETIZABLE_PROVISIONAL: has enabled monetization.</summary>
    public static GuildFeature CreatorMonetizableProvisional { get; } = new("CREATOR_MONETIZABLE_PROVISIONAL");

    /// <summary>CREATOR_STORE_PAGE: has enabled the promotion page for role subscriptions.</summary>
    public static GuildFeature CreatorStorePage { get; } = new("CREATOR_STORE_PAGE");

    /// <summary>DEVELOPER_SUPPORT_SERVER: is the support server of an application in the App Directory.</summary>
    public static GuildFeature DeveloperSupportServer { get; } = new("DEVELOPER_SUPPORT_SERVER");

    /// <summary>DISCOVERABLE: is listed in Server Discovery.</summary>
    public static GuildFeature Discoverable { get; } = new("DISCOVERABLE");

    /// <summary>ENHANCED_ROLE_COLORS: can give roles gradient colours.</summary>
    public static GuildFeature EnhancedRoleColors { get; } = new("ENHANCED_ROLE_COLORS");

    /// <summary>FEATURABLE: can be featured in Server Discovery.</summary>
    public static GuildFeature Featurable { get; } = new("FEATURABLE");

    /// <summary>GUESTS_ENABLED: can have guest invites.</summary>
    public static GuildFeature GuestsEnabled { get; } = new("GUESTS_ENABLED");

    /// <summary>GUILD_TAGS: can have guild tags.</summary>
    public static GuildFeature GuildTags { get; } = new("GUILD_TAGS");

    /// <summary>HAS_DIRECTORY_ENTRY: undocumented.</summary>
    public static GuildFeature HasDirectoryEntry { get; } = new("HAS_DIRECTORY_ENTRY");

    /// <summary>HUB: is a student hub, undocumented.</summary>
    public static GuildFeature Hub { get; } = new("HUB");

    /// <summary>INVITES_DISABLED: has paused invites, so that nobody can join.</summary>
    public static GuildFeature InvitesDisabled { get; } = new("INVITES_DISABLED");

    /// <summary>INVITE_SPLASH: can have a background for invites.</summary>
    public static GuildFeature InviteSplash { get; } = new("INVITE_SPLASH");

    /// <summary>LINKED_TO_HUB: undocumented.</summary>
    public static GuildFeature LinkedToHub { get; } = new("LINKED_TO_HUB");

    /// <summary>MEMBER_VERIFICATION_GATE_ENABLED: has enabled Membership Screening.</summary>
    public static GuildFeature MemberVerificationGateEnabled { get; } = new("MEMBER_VERIFICATION_GATE_ENABLED");

    /// <summary>MONETIZATION_ENABLED: undocumented.</summary>
    public static GuildFeature MonetizationEnabled { get; } = new("MONETIZATION_ENABLED");

    /// <summary>MORE_SOUNDBOARD: can have more soundboard sounds.</summary>
    public static GuildFeature MoreSoundboard { get; } = new("MORE_SOUNDBOARD");

    /// <summary>MORE_STICKERS: can have more stickers.</summary>
    public static GuildFeature MoreStickers { get; } = new("MORE_STICKERS");

    /// <summary>NEWS: can have announcement channels.</summary>
    public static GuildFeature News { get; } = new("NEWS");

    /// <summary>PARTNERED: is partnered with Discord.</summary>
    public static GuildFeature Partnered { get; } = new("PARTNERED");

    /// <summary>PIN_PERMISSION_MIGRATION_COMPLETE: undocumented.</summary>
    public static GuildFeature PinPermissionMigrationComplete { get; } = new("PIN_PERMISSION_MIGRATION_COMPLETE");

    /// <summary>PREVIEW_ENABLED: can be previewed before joining.</summary>
    public static GuildFeature PreviewEnabled { get; } = new("PREVIEW_ENABLED");

    /// <summary>PRIVATE_THREADS: undocumented.</summary>
    public static GuildFeature PrivateThreads { get; } = new("PRIVATE_THREADS");

    /// <summary>PRUNE_REQUIRES_ADMIN: undocumented.</summary>
    public static GuildFeature PruneRequiresAdmin { get; } = new("PRUNE_REQUIRES_ADMIN");

    /// <summary>RAID_ALERTS_DISABLED: has disabled the alerts for join raids.</summary>
    public static GuildFeature RaidAlertsDisabled { get; } = new("RAID_ALERTS_DISABLED");

    /// <summary>RELAY_ENABLED: undocumented.</summary>
    public static GuildFeature RelayEnabled { get; } = new("RELAY_ENABLED");

    /// <summary>ROLE_ICONS: can give roles icons.</summary>
    public static GuildFeature RoleIcons { get; } = new("ROLE_ICONS");

    /// <summary>ROLE_SUBSCRIPTIONS_AVAILABLE_FOR_PURCHASE: sells role subscriptions.</summary>
    public static GuildFeature RoleSubscriptionsAvailableForPurchase { get; } = new("ROLE_SUBSCRIPTIONS_AVAILABLE_FOR_PURCHASE");

    /// <summary>ROLE_SUBSCRIPTIONS_ENABLED: has enabled role subscriptions.</summary>
    public static GuildFeature RoleSubscriptionsEnabled { get; } = new("ROLE_SUBSCRIPTIONS_ENABLED");

    /// <summary>SOUNDBOARD: has soundboard sounds.</summary>
    public static GuildFeature Soundboard { get; } = new("SOUNDBOARD");

    /// <summary>TICKETED_EVENTS_ENABLED: has enabled ticketed events.</summary>
    public static GuildFeature TicketedEventsEnabled { get; } = new("TICKETED_EVENTS_ENABLED");

    /// <summary>VANITY_URL: can have a custom invite link.</summary>
    public static GuildFeature VanityUrl { get; } = new("VANITY_URL");

    /// <summary>VERIFIED: is verified by Discord.</summary>
    public static GuildFeature Verified { get; } = new("VERIFIED");

    /// <summary>VIP_REGIONS: can set the bitrate of voice channels to 384 kbit/s.</summary>
    public static GuildFeature VipRegions { get; } = new("VIP_REGIONS");

    /// <summary>WELCOME_SCREEN_ENABLED: has enabled the welcome screen.</summary>
    public static GuildFeature WelcomeScreenEnabled { get; } = new("WELCOME_SCREEN_ENABLED");
}
