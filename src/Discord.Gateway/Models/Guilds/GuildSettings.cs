namespace Discord.Gateway.Models;

/// <summary>What members need before they may write. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-verification-level">Guild › Verification Level</see>.</summary>
public enum VerificationLevel : long
{
    /// <summary>NONE: nothing.</summary>
    None = 0,

    /// <summary>LOW: a verified e-mail address.</summary>
    Low = 1,

    /// <summary>MEDIUM: an account older than 5 minutes.</summary>
    Medium = 2,

    /// <summary>HIGH: 10 minutes in the guild.</summary>
    High = 3,

    /// <summary>VERY_HIGH: a verified phone number.</summary>
    VeryHigh = 4,
}

/// <summary>What members are notified of. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-default-message-notification-level">Guild › Default Message Notification Level</see>.</summary>
public enum DefaultMessageNotificationLevel : long
{
    /// <summary>ALL_MESSAGES: every message.</summary>
    AllMessages = 0,

    /// <summary>ONLY_MENTIONS: messages that mention them.</summary>
    OnlyMentions = 1,
}

/// <summary>Whose media is scanned. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-explicit-content-filter-level">Guild › Explicit Content Filter Level</see>.</summary>
public enum ExplicitContentFilterLevel : long
{
    /// <summary>DISABLED: nobody's.</summary>
    Disabled = 0,

    /// <summary>MEMBERS_WITHOUT_ROLES: that of members without roles.</summary>
    MembersWithoutRoles = 1,

    /// <summary>ALL_MEMBERS: everyone's.</summary>
    AllMembers = 2,
}

/// <summary>Whether moderators need two-factor authentication. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-mfa-level">Guild › MFA Level</see>.</summary>
public enum MfaLevel : long
{
    /// <summary>NONE: they do not.</summary>
    None = 0,

    /// <summary>ELEVATED: they do.</summary>
    Elevated = 1,
}

/// <summary>A guild's age restriction. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-guild-age-restriction-level">Guild › Guild Age-Restriction Level</see>.</summary>
public enum NsfwLevel : long
{
    /// <summary>DEFAULT.</summary>
    Default = 0,

    /// <summary>EXPLICIT.</summary>
    Explicit = 1,

    /// <summary>SAFE.</summary>
    Safe = 2,

    /// <summary>AGE_RESTRICTED.</summary>
    AgeRestricted = 3,
}

/// <summary>A guild's boost level. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-premium-tier">Guild › Premium Tier</see>.</summary>
public enum PremiumTier : long
{
    /// <summary>NONE.</summary>
    None = 0,

    /// <summary>TIER_1.</summary>
    Tier1 = 1,

    /// <summary>TIER_2.</summary>
    Tier2 = 2,

    /// <summary>TIER_3.</summary>
    Tier3 = 3,
}

/// <summary>The kind of student hub. Undocumented.</summary>
public enum HubType : long
{
    /// <summary>DEFAULT.</summary>
    Default = 0,

    /// <summary>HIGH_SCHOOL.</summary>
    HighSchool = 1,

    /// <summary>COLLEGE.</summary>
    College = 2,
}

/// <summary>Notices that a guild does not give in its system channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-system-channel-flags">Guild › System Channel Flags</see>.</summary>
[Flags]
public enum SystemChannelFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>SUPPRESS_JOIN_NOTIFICATIONS: of new members.</summary>
    SuppressJoinNotifications = 1 << 0,

    /// <summary>SUPPRESS_PREMIUM_SUBSCRIPTIONS: of boosts.</summary>
    SuppressPremiumSubscriptions = 1 << 1,

    /// <summary>SUPPRESS_GUILD_REMINDER_NOTIFICATIONS: of tips for the setup.</summary>
    SuppressGuildReminderNotifications = 1 << 2,

    /// <summary>SUPPRESS_JOIN_NOTIFICATION_REPLIES: no sticker to greet new members.</summary>
    SuppressJoinNotificationReplies = 1 << 3,

    /// <summary>SUPPRESS_ROLE_SUBSCRIPTION_PURCHASE_NOTIFICATIONS: of role subscriptions.</summary>
    SuppressRoleSubscriptionPurchaseNotifications = 1 << 4,

    /// <summary>SUPPRESS_ROLE_SUBSCRIPTION_PURCHASE_NOTIFICATION_REPLIES: no sticker to greet subscribers.</summary>
    SuppressRoleSubscriptionPurchaseNotificationReplies = 1 << 5,
}
