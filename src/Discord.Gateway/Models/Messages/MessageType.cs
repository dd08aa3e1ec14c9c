namespace Discord.Gateway.Models;

/// <summary>The kind of a message: a text or a notice of Discord's. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object-message-types">Message › Message Types</see>.</summary>
public enum MessageType : long
{
    /// <summary>DEFAULT: an ordinary message.</summary>
    Default = 0,

    /// <summary>RECIPIENT_ADD: someone was added to a group or thread.</summary>
    RecipientAdd = 1,

    /// <summary>RECIPIENT_REMOVE: someone left a group or thread, or was removed.</summary>
    RecipientRemove = 2,

    /// <summary>CALL: a call in a direct message or group; see <see cref="Message.Call"/>.</summary>
    Call = 3,

    /// <summary>CHANNEL_NAME_CHANGE: the channel's name changed.</summary>
    ChannelNameChange = 4,

    /// <summary>CHANNEL_ICON_CHANGE: the channel's icon changed.</summary>
    ChannelIconChange = 5,

    /// <summary>CHANNEL_PINNED_MESSAGE: a message was pinned; see <see cref="Message.MessageReference"/>.</summary>
    ChannelPinnedMessage = 6,

    /// <summary>USER_JOIN: a user joined the guild.</summary>
    UserJoin = 7,

    /// <summary>GUILD_BOOST: a member boosted the guild.</summary>
    GuildBoost = 8,

    /// <summary>GUILD_BOOST_TIER_1: the guild reached boost level 1.</summary>
    GuildBoostTier1 = 9,

    /// <summary>GUILD_BOOST_TIER_2: the guild reached boost level 2.</summary>
    GuildBoostTier2 = 10,

    /// <summary>GUILD_BOOST_TIER_3: the guild reached boost level 3.</summary>
    GuildBoostTier3 = 11,

    /// <summary>CHANNEL_FOLLOW_ADD: the channel now follows an announcement channel; see <see cref="Message.MessageReference"/>.</summary>
    ChannelFollowAdd = 12,

    /// <summary>GUILD_DISCOVERY_DISQUALIFIED: the guild was removed from Server Discovery.</summary>
    GuildDiscoveryDisqualified = 14,

    /// <summary>GUILD_DISCOVERY_REQUALIFIED: the guild qualifies for Server Discovery again.</summary>
    GuildDiscoveryRequalified = 15,

    /// <summary>GUILD_DISCOVERY_GRACE_PERIOD_INITIAL_WARNING: the first warning that the guild may be removed from Server Discovery.</summary>
    GuildDiscoveryGracePeriodInitialWarning = 16,

    /// <summary>GUILD_DISCOVERY_GRACE_PERIOD_FINAL_WARNING: the last warning that the guild may be removed from Server Discovery.</summary>
    GuildDiscoveryGracePeriodFinalWarning = 17,

    /// <summary>THREAD_CREATED: a public thread was created; see <see cref="Message.MessageReference"/>.</summary>
    ThreadCreated = 18,

    /// <summary>REPLY: a reply; see <see cref="Message.ReferencedMessage"/>.</summary>
    Reply = 19,

    /// <summary>CHAT_INPUT_COMMAND: the response to a slash command.</summary>
    ChatInputCommand = 20,

    /// <summary>THREAD_STARTER_MESSAGE: the first message of a thread that was started from a message; see <see cref="Message.ReferencedMessage"/>.</summary>
    ThreadStarterMessage = 21,

    /// <summary>GUILD_INVITE_REMINDER.</summary>
    GuildInviteReminder = 22,

    /// <summary>CONTEXT_MENU_COMMAND: the response to a user command or message command.</summary>
    ContextMenuCommand = 23,

    /// <summary>AUTO_MODERATION_ACTION: an alert of Auto Moderation. Deleting it needs <see cref="Permissions.ManageMessages"/>.</summary>
    AutoModerationAction = 24,

    /// <summary>ROLE_SUBSCRIPTION_PURCHASE: a member bought or renewed a role subscription; see <see cref="Message.RoleSubscriptionData"/>.</summary>
    RoleSubscriptionPurchase = 25,

    /// <summary>INTERACTION_PREMIUM_UPSELL.</summary>
    InteractionPremiumUpsell = 26,

    /// <summary>STAGE_START: a stage started.</summary>
    StageStart = 27,

    /// <summary>STAGE_END: a stage ended.</summary>
    StageEnd = 28,

    /// <summary>STAGE_SPEAKER.</summary>
    StageSpeaker = 29,

    /// <summary>STAGE_RAISE_HAND: undocumented.</summary>
    StageRaiseHand = 30,

    /// <summary>STAGE_TOPIC: the topic of a stage changed.</summary>
    StageTopic = 31,

    /// <summary>GUILD_APPLICATION_PREMIUM_SUBSCRIPTION.</summary>
    GuildApplicationPremiumSubscription = 32,

    /// <summary>GUILD_INCIDENT_ALERT_MODE_ENABLED.</summary>
    GuildIncidentAlertModeEnabled = 36,

    /// <summary>GUILD_INCIDENT_ALERT_MODE_DISABLED.</summary>
    GuildIncidentAlertModeDisabled = 37,

    /// <summary>GUILD_INCIDENT_REPORT_RAID.</summary>
    GuildIncidentReportRaid = 38,

    /// <summary>GUILD_INCIDENT_REPORT_FALSE_ALARM.</summary>
    GuildIncidentReportFalseAlarm = 39,

    /// <summary>PURCHASE_NOTIFICATION.</summary>
    PurchaseNotification = 44,

    /// <summary>POLL_RESULT: the result of a poll, in an embed of type <see cref="EmbedType.PollResult"/>.</summary>
    PollResult = 46,
}
