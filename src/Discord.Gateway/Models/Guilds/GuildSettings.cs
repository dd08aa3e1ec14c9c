namespace Discord.Gateway.Models;

/// <summary>The verification that members need before they can send messages. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-verification-level">Guild › Verification Level</see>.</summary>
public enum VerificationLevel : long
{
    /// <summary>NONE: none.</summary>
    None = 0,

    /// <summary>LOW: a verified e-mail address.</summary>
    Low = 1,

    /// <summary>MEDIUM: an account registered for more than 5 minutes.</summary>
    Medium = 2,

    /// <summary>HIGH: a membership of more than 10 minutes.</summary>
    High = 3,

    /// <summary>VERY_HIGH: a verified phone number.</summary>
    VeryHigh = 4,
}

/// <summary>The messages that notify members who have not chosen otherwise. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-default-message-notification-level">Guild › Default Message Notification Level</see>.</summary>
public enum DefaultMessageNotificationLevel : long
{
    /// <summary>ALL_MESSAGES: all messages.</summary>
    AllMessages = 0,

    /// <summary>ONLY_MENTIONS: only messages that mention them.</summary>
    OnlyMentions = 1,
}

/// <summary>The members whose media Discord scans for explicit content. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-explicit-content-filter-level">Guild › Explicit Content Filter Level</see>.</summary>
public enum ExplicitContentFilterLevel : long
{
    /// <summary>DISABLED: nobody.</summary>
    Disabled = 0,

    /// <summary>MEMBERS_WITHOUT_ROLES: members without roles.</summary>
    MembersWithoutRoles = 1,

    /// <summary>ALL_MEMBERS: all members.</summary>
    AllMembers = 2,
}

/// <summary>Whether moderation actions require two-factor authentication. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-mfa-level">Guild › MFA Level</see>.</summary>
public enum MfaLevel : long
{
    /// <summary>NONE: not required.</summary>
    None = 0,

    /// <summary>ELEVATED: required.</summary>
    Elevated = 1,
}

/// <summary>The age restriction of a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-guild-nsfw-level">Guild › Guild Age-Restriction Level</see>.</summary>
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

/// <summary>The Server Boost level of a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-premium-tier">Guild › Premium Tier</see>.</summary>
public enum PremiumTier : long
{
    /// <summary>NONE: no level reached.</summary>
    None = 0,

    /// <summary>TIER_1: has unlocked the perks of level 1.</summary>
    Tier1 = 1,

    /// <summary>TIER_2: has unlocked the perks of level 2.</summary>
    Tier2 = 2,

    /// <summary>TIER_3: has unlocked the perks of level 3.</summary>
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

/// <summary>The notices that are suppressed in a guild's system channel. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#guild-object-system-channel-flags">Guild › System Channel Flags</see>.</summary>
[Flags]
public enum SystemChannelFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>SUPPRESS_JOIN_NOTIFICATIONS: no notices of new members.</summary>
    SuppressJoinNotifications = 1 << 0,

    /// <summary>SUPPRESS_PREMIUM_SUBSCRIPTIONS: no notices of Server Boosts.</summary>
    SuppressPremiumSubscriptions = 1 << 1,

    /// <summary>SUPPRESS_GUILD_REMINDER_NOTIFICATIONS: no tips for the setup of the guild.</summary>
    SuppressGuildReminderNotifications = 1 << 2,

    /// <summary>SUPPRESS_JOIN_NOTIFICATION_REPLIES: no buttons to greet new members with a sticker.</summary>
    SuppressJoinNotificationReplies = 1 << 3,

    /// <summary>SUPPRESS_ROLE_SUBSCRIPTION_PURCHASE_NOTIFICATIONS: no notices of bought and renewed role subscriptions.</summary>
    SuppressRoleSubscriptionPurchaseNotifications = 1 << 4,

    /// <summary>SUPPRESS_ROLE_SUBSCRIPTION_PURCHASE_NOTIFICATION_REPLIES: no buttons to reply to role subscriptions with a sticker.</summary>
    SuppressRoleSubscriptionPurchaseNotificationReplies = 1 << 5,
}
