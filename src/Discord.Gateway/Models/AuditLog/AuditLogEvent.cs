namespace Discord.Gateway.Models;

/// <summary>The type of an action in the audit log. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-audit-log-events">Audit Log › Audit Log Events</see>.</summary>
public enum AuditLogEvent : long
{
    /// <summary>GUILD_UPDATE: the guild's settings were updated.</summary>
    GuildUpdate = 1,

    /// <summary>CHANNEL_CREATE: a channel was created.</summary>
    ChannelCreate = 10,

    /// <summary>CHANNEL_UPDATE: a channel's settings were updated.</summary>
    ChannelUpdate = 11,

    /// <summary>CHANNEL_DELETE: a channel was deleted.</summary>
    ChannelDelete = 12,

    /// <summary>CHANNEL_OVERWRITE_CREATE: a permission overwrite was added to a channel.</summary>
    ChannelOverwriteCreate = 13,

    /// <summary>CHANNEL_OVERWRITE_UPDATE: a permission overwrite of a channel was updated.</summary>
    ChannelOverwriteUpdate = 14,

    /// <summary>CHANNEL_OVERWRITE_DELETE: a permission overwrite was deleted from a channel.</summary>
    ChannelOverwriteDelete = 15,

    /// <summary>MEMBER_KICK: a member was kicked.</summary>
    MemberKick = 20,

    /// <summary>MEMBER_PRUNE: inactive members were pruned.</summary>
    MemberPrune = 21,

    /// <summary>MEMBER_BAN_ADD: a member was banned.</summary>
    MemberBanAdd = 22,

    /// <summary>MEMBER_BAN_REMOVE: a ban was lifted.</summary>
    MemberBanRemove = 23,

    /// <summary>MEMBER_UPDATE: a member was updated.</summary>
    MemberUpdate = 24,

    /// <summary>MEMBER_ROLE_UPDATE: a member was given roles, or lost them.</summary>
    MemberRoleUpdate = 25,

    /// <summary>MEMBER_MOVE: members were moved to another voice channel.</summary>
    MemberMove = 26,

    /// <summary>MEMBER_DISCONNECT: members were disconnected from a voice channel.</summary>
    MemberDisconnect = 27,

    /// <summary>BOT_ADD: a bot was added to the guild.</summary>
    BotAdd = 28,

    /// <summary>ROLE_CREATE: a role was created.</summary>
    RoleCreate = 30,

    /// <summary>ROLE_UPDATE: a role was edited.</summary>
    RoleUpdate = 31,

    /// <summary>ROLE_DELETE: a role was deleted.</summary>
    RoleDelete = 32,

    /// <summary>INVITE_CREATE: an invite was created.</summary>
    InviteCreate = 40,

    /// <summary>INVITE_UPDATE: an invite was updated.</summary>
    InviteUpdate = 41,

    /// <summary>INVITE_DELETE: an invite was deleted.</summary>
    InviteDelete = 42,

    /// <summary>WEBHOOK_CREATE: a webhook was created.</summary>
    WebhookCreate = 50,

    /// <summary>WEBHOOK_UPDATE: a webhook's properties or channel were updated.</summary>
    WebhookUpdate = 51,

    /// <summary>WEBHOOK_DELETE: a webhook was deleted.</summary>
    WebhookDelete = 52,

    /// <summary>EMOJI_CREATE: an emoji was created.</summary>
    EmojiCreate = 60,

    /// <summary>EMOJI_UPDATE: an emoji's name was updated.</summary>
    EmojiUpdate = 61,

    /// <summary>EMOJI_DELETE: an emoji was deleted.</summary>
    EmojiDelete = 62,

    /// <summary>MESSAGE_DELETE: a single message was deleted.</summary>
    MessageDelete = 72,

    /// <summary>MESSAGE_BULK_DELETE: several messages were deleted at once.</summary>
    MessageBulkDelete = 73,

    /// <summary>MESSAGE_PIN: a message was pinned.</summary>
    MessagePin = 74,

    /// <summary>MESSAGE_UNPIN: a message was unpinned.</summary>
    MessageUnpin = 75,

    /// <summary>INTEGRATION_CREATE: an application was added to the guild.</summary>
    IntegrationCreate = 80,

    /// <summary>INTEGRATION_UPDATE: an application was updated, for example its scopes.</summary>
    IntegrationUpdate = 81,

    /// <summary>INTEGRATION_DELETE: an application was removed from the guild.</summary>
    IntegrationDelete = 82,

    /// <summary>STAGE_INSTANCE_CREATE: a stage went live.</summary>
    StageInstanceCreate = 83,

    /// <summary>STAGE_INSTANCE_UPDATE: a live stage was updated.</summary>
    StageInstanceUpdate = 84,

    /// <summary>STAGE_INSTANCE_DELETE: a stage ended.</summary>
    StageInstanceDelete = 85,

    /// <summary>STICKER_CREATE: a sticker was created.</summary>
    StickerCreate = 90,

    /// <summary>STICKER_UPDATE: a sticker was updated.</summary>
    StickerUpdate = 91,

    /// <summary>STICKER_DELETE: a sticker was deleted.</summary>
    StickerDelete = 92,

    /// <summary>GUILD_SCHEDULED_EVENT_CREATE: a scheduled event was created.</summary>
    GuildScheduledEventCreate = 100,

    /// <summary>GUILD_SCHEDULED_EVENT_UPDATE: a scheduled event was updated.</summary>
    GuildScheduledEventUpdate = 101,

    /// <summary>GUILD_SCHEDULED_EVENT_DELETE: a scheduled event was cancelled.</summary>
    GuildScheduledEventDelete = 102,

    /// <summary>THREAD_CREATE: a thread was created.</summary>
    ThreadCreate = 110,

    /// <summary>THREAD_UPDATE: a thread was updated.</summary>
    ThreadUpdate = 111,

    /// <summary>THREAD_DELETE: a thread was deleted.</summary>
    ThreadDelete = 112,

    /// <summary>APPLICATION_COMMAND_PERMISSION_UPDATE: the permissions of a command were updated.</summary>
    ApplicationCommandPermissionUpdate = 121,

    /// <summary>SOUNDBOARD_SOUND_CREATE: a soundboard sound was created.</summary>
    SoundboardSoundCreate = 130,

    /// <summary>SOUNDBOARD_SOUND_UPDATE: a soundboard sound was updated.</summary>
    SoundboardSoundUpdate = 131,

    /// <summary>SOUNDBOARD_SOUND_DELETE: a soundboard sound was deleted.</summary>
    SoundboardSoundDelete = 132,

    /// <summary>AUTO_MODERATION_RULE_CREATE: an Auto Moderation rule was created.</summary>
    AutoModerationRuleCreate = 140,

    /// <summary>AUTO_MODERATION_RULE_UPDATE: an Auto Moderation rule was updated.</summary>
    AutoModerationRuleUpdate = 141,

    /// <summary>AUTO_MODERATION_RULE_DELETE: an Auto Moderation rule was deleted.</summary>
    AutoModerationRuleDelete = 142,

    /// <summary>AUTO_MODERATION_BLOCK_MESSAGE: Auto Moderation blocked a message.</summary>
    AutoModerationBlockMessage = 143,

    /// <summary>AUTO_MODERATION_FLAG_TO_CHANNEL: Auto Moderation flagged a message.</summary>
    AutoModerationFlagToChannel = 144,

    /// <summary>AUTO_MODERATION_USER_COMMUNICATION_DISABLED: Auto Moderation timed out a member.</summary>
    AutoModerationUserCommunicationDisabled = 145,

    /// <summary>AUTO_MODERATION_QUARANTINE_USER: Auto Moderation quarantined a member.</summary>
    AutoModerationQuarantineUser = 146,

    /// <summary>CREATOR_MONETIZATION_REQUEST_CREATED: a request for creator monetization was created.</summary>
    CreatorMonetizationRequestCreated = 150,

    /// <summary>CREATOR_MONETIZATION_TERMS_ACCEPTED: the terms of creator monetization were accepted.</summary>
    CreatorMonetizationTermsAccepted = 151,

    /// <summary>ONBOARDING_PROMPT_CREATE: an onboarding prompt was created.</summary>
    OnboardingPromptCreate = 163,

    /// <summary>ONBOARDING_PROMPT_UPDATE: an onboarding prompt was updated.</summary>
    OnboardingPromptUpdate = 164,

    /// <summary>ONBOARDING_PROMPT_DELETE: an onboarding prompt was deleted.</summary>
    OnboardingPromptDelete = 165,

    /// <summary>ONBOARDING_CREATE: the guild's onboarding was created.</summary>
    OnboardingCreate = 166,

    /// <summary>ONBOARDING_UPDATE: the guild's onboarding was updated.</summary>
    OnboardingUpdate = 167,

    /// <summary>HOME_SETTINGS_CREATE: the Server Guide was created.</summary>
    HomeSettingsCreate = 190,

    /// <summary>HOME_SETTINGS_UPDATE: the Server Guide was updated.</summary>
    HomeSettingsUpdate = 191,

    /// <summary>VOICE_CHANNEL_STATUS_CREATE: the status of a voice channel was set.</summary>
    VoiceChannelStatusCreate = 192,

    /// <summary>VOICE_CHANNEL_STATUS_DELETE: the status of a voice channel was deleted.</summary>
    VoiceChannelStatusDelete = 193,
}
