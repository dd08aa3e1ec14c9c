using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// Something enabled for a guild; features that Discord adds are kept by their names. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-guild-features">Guild › Guild Features</see>.
/// </summary>
[StringEnum]
public readonly partial record struct GuildFeature
{
    /// <summary>ANIMATED_BANNER.</summary>
    public static GuildFeature AnimatedBanner { get; } = new("ANIMATED_BANNER");

    /// <summary>ANIMATED_ICON.</summary>
    public static GuildFeature AnimatedIcon { get; } = new("ANIMATED_ICON");

    /// <summary>APPLICATION_COMMAND_PERMISSIONS_V2: uses the old behaviour of command permissions.</summary>
    public static GuildFeature ApplicationCommandPermissionsV2 { get; } = new("APPLICATION_COMMAND_PERMISSIONS_V2");

    /// <summary>AUTO_MODERATION: has rules for automatic moderation.</summary>
    public static GuildFeature AutoModeration { get; } = new("AUTO_MODERATION");

    /// <summary>BANNER.</summary>
    public static GuildFeature Banner { get; } = new("BANNER");

    /// <summary>COMMUNITY: is a Community guild.</summary>
    public static GuildFeature Community { get; } = new("COMMUNITY");

    /// <summary>CREATOR_MONETIZABLE_PROVISIONAL.</summary>
    public static GuildFeature CreatorMonetizableProvisional { get; } = new("CREATOR_MONETIZABLE_PROVISIONAL");

    /// <summary>CREATOR_STORE_PAGE.</summary>
    public static GuildFeature CreatorStorePage { get; } = new("CREATOR_STORE_PAGE");

    /// <summary>DEVELOPER_SUPPORT_SERVER: is the support server of an application.</summary>
    public static GuildFeature DeveloperSupportServer { get; } = new("DEVELOPER_SUPPORT_SERVER");

    /// <summary>DISCOVERABLE: is listed in Discovery.</summary>
    public static GuildFeature Discoverable { get; } = new("DISCOVERABLE");

    /// <summary>ENHANCED_ROLE_COLORS: may have roles with gradients.</summary>
    public static GuildFeature EnhancedRoleColors { get; } = new("ENHANCED_ROLE_COLORS");

    /// <summary>FEATURABLE.</summary>
    public static GuildFeature Featurable { get; } = new("FEATURABLE");

    /// <summary>GUESTS_ENABLED.</summary>
    public static GuildFeature GuestsEnabled { get; } = new("GUESTS_ENABLED");

    /// <summary>GUILD_TAGS.</summary>
    public static GuildFeature GuildTags { get; } = new("GUILD_TAGS");

    /// <summary>HAS_DIRECTORY_ENTRY: undocumented.</summary>
    public static GuildFeature HasDirectoryEntry { get; } = new("HAS_DIRECTORY_ENTRY");

    /// <summary>HUB: is a student hub, undocumented.</summary>
    public static GuildFeature Hub { get; } = new("HUB");

    /// <summary>INVITES_DISABLED: has paused invites.</summary>
    public static GuildFeature InvitesDisabled { get; } = new("INVITES_DISABLED");

    /// <summary>INVITE_SPLASH.</summary>
    public static GuildFeature InviteSplash { get; } = new("INVITE_SPLASH");

    /// <summary>LINKED_TO_HUB: undocumented.</summary>
    public static GuildFeature LinkedToHub { get; } = new("LINKED_TO_HUB");

    /// <summary>MEMBER_VERIFICATION_GATE_ENABLED: screens new members.</summary>
    public static GuildFeature MemberVerificationGateEnabled { get; } = new("MEMBER_VERIFICATION_GATE_ENABLED");

    /// <summary>MONETIZATION_ENABLED: undocumented.</summary>
    public static GuildFeature MonetizationEnabled { get; } = new("MONETIZATION_ENABLED");

    /// <summary>MORE_SOUNDBOARD.</summary>
    public static GuildFeature MoreSoundboard { get; } = new("MORE_SOUNDBOARD");

    /// <summary>MORE_STICKERS.</summary>
    public static GuildFeature MoreStickers { get; } = new("MORE_STICKERS");

    /// <summary>NEWS: may have announcement channels.</summary>
    public static GuildFeature News { get; } = new("NEWS");

    /// <summary>PARTNERED.</summary>
    public static GuildFeature Partnered { get; } = new("PARTNERED");

    /// <summary>PIN_PERMISSION_MIGRATION_COMPLETE: undocumented.</summary>
    public static GuildFeature PinPermissionMigrationComplete { get; } = new("PIN_PERMISSION_MIGRATION_COMPLETE");

    /// <summary>PREVIEW_ENABLED: may be looked at before joining.</summary>
    public static GuildFeature PreviewEnabled { get; } = new("PREVIEW_ENABLED");

    /// <summary>PRIVATE_THREADS: undocumented.</summary>
    public static GuildFeature PrivateThreads { get; } = new("PRIVATE_THREADS");

    /// <summary>PRUNE_REQUIRES_ADMIN: undocumented.</summary>
    public static GuildFeature PruneRequiresAdmin { get; } = new("PRUNE_REQUIRES_ADMIN");

    /// <summary>RAID_ALERTS_DISABLED.</summary>
    public static GuildFeature RaidAlertsDisabled { get; } = new("RAID_ALERTS_DISABLED");

    /// <summary>RELAY_ENABLED: undocumented.</summary>
    public static GuildFeature RelayEnabled { get; } = new("RELAY_ENABLED");

    /// <summary>ROLE_ICONS.</summary>
    public static GuildFeature RoleIcons { get; } = new("ROLE_ICONS");

    /// <summary>ROLE_SUBSCRIPTIONS_AVAILABLE_FOR_PURCHASE.</summary>
    public static GuildFeature RoleSubscriptionsAvailableForPurchase { get; } = new("ROLE_SUBSCRIPTIONS_AVAILABLE_FOR_PURCHASE");

    /// <summary>ROLE_SUBSCRIPTIONS_ENABLED.</summary>
    public static GuildFeature RoleSubscriptionsEnabled { get; } = new("ROLE_SUBSCRIPTIONS_ENABLED");

    /// <summary>SOUNDBOARD.</summary>
    public static GuildFeature Soundboard { get; } = new("SOUNDBOARD");

    /// <summary>TICKETED_EVENTS_ENABLED.</summary>
    public static GuildFeature TicketedEventsEnabled { get; } = new("TICKETED_EVENTS_ENABLED");

    /// <summary>VANITY_URL.</summary>
    public static GuildFeature VanityUrl { get; } = new("VANITY_URL");

    /// <summary>VERIFIED.</summary>
    public static GuildFeature Verified { get; } = new("VERIFIED");

    /// <summary>VIP_REGIONS.</summary>
    public static GuildFeature VipRegions { get; } = new("VIP_REGIONS");

    /// <summary>WELCOME_SCREEN_ENABLED.</summary>
    public static GuildFeature WelcomeScreenEnabled { get; } = new("WELCOME_SCREEN_ENABLED");
}
