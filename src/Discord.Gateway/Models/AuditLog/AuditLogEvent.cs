namespace Discord.Gateway.Models;

/// <summary>What was done. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object-audit-log-events">Audit Log › Audit Log Events</see>.</summary>
public enum AuditLogEvent : long
{
    /// <summary>GUILD_UPDATE.</summary>
    GuildUpdate = 1,

    /// <summary>CHANNEL_CREATE.</summary>
    ChannelCreate = 10,

    /// <summary>CHANNEL_UPDATE.</summary>
    ChannelUpdate = 11,

    /// <summary>CHANNEL_DELETE.</summary>
    ChannelDelete = 12,

    /// <summary>CHANNEL_OVERWRITE_CREATE.</summary>
    ChannelOverwriteCreate = 13,

    /// <summary>CHANNEL_OVERWRITE_UPDATE.</summary>
    ChannelOverwriteUpdate = 14,

    /// <summary>CHANNEL_OVERWRITE_DELETE.</summary>
    ChannelOverwriteDelete = 15,

    /// <summary>MEMBER_KICK.</summary>
    MemberKick = 20,

    /// <summary>MEMBER_PRUNE.</summary>
    MemberPrune = 21,

    /// <summary>MEMBER_BAN_ADD.</summary>
    MemberBanAdd = 22,

    /// <summary>MEMBER_BAN_REMOVE.</summary>
    MemberBanRemove = 23,

    /// <summary>MEMBER_UPDATE.</summary>
    MemberUpdate = 24,

    /// <summary>MEMBER_ROLE_UPDATE.</summary>
    MemberRoleUpdate = 25,

    /// <summary>MEMBER_MOVE: to another voice channel.</summary>
    MemberMove = 26,

    /// <summary>MEMBER_DISCONNECT: from a voice channel.</summary>
    MemberDisconnect = 27,

    /// <summary>BOT_ADD.</summary>
    BotAdd = 28,

    /// <summary>ROLE_CREATE.</summary>
    RoleCreate = 30,

    /// <summary>ROLE_UPDATE.</summary>
    RoleUpdate = 31,

    /// <summary>ROLE_DELETE.</summary>
    RoleDelete = 32,

    /// <summary>INVITE_CREATE.</summary>
    InviteCreate = 40,

    /// <summary>INVITE_UPDATE.</summary>
    InviteUpdate = 41,

    /// <summary>INVITE_DELETE.</summary>
    InviteDelete = 42,

    /// <summary>WEBHOOK_CREATE.</summary>
    WebhookCreate = 50,

    /// <summary>WEBHOOK_UPDATE.</summary>
    WebhookUpdate = 51,

    /// <summary>WEBHOOK_DELETE.</summary>
    WebhookDelete = 52,

    /// <summary>EMOJI_CREATE.</summary>
    EmojiCreate = 60,

    /// <summary>EMOJI_UPDATE.</summary>
    EmojiUpdate = 61,

    /// <summary>EMOJI_DELETE.</summary>
    EmojiDelete = 62,

    /// <summary>MESSAGE_DELETE.</summary>
    MessageDelete = 72,

    /// <summary>MESSAGE_BULK_DELETE.</summary>
    MessageBulkDelete = 73,

    /// <summary>MESSAGE_PIN.</summary>
    MessagePin = 74,

    /// <summary>MESSAGE_UNPIN.</summary>
    MessageUnpin = 75,

    /// <summary>INTEGRATION_CREATE.</summary>
    IntegrationCreate = 80,

    /// <summary>INTEGRATION_UPDATE.</summary>
    IntegrationUpdate = 81,

    /// <summary>INTEGRATION_DELETE.</summary>
    IntegrationDelete = 82,

    /// <summary>STAGE_INSTANCE_CREATE.</summary>
    StageInstanceCreate = 83,

    /// <summary>STAGE_INSTANCE_UPDATE.</summary>
    StageInstanceUpdate = 84,

    /// <summary>STAGE_INSTANCE_DELETE.</summary>
    StageInstanceDelete = 85,

    /// <summary>STICKER_CREATE.</summary>
    StickerCreate = 90,

    /// <summary>STICKER_UPDATE.</summary>
    StickerUpdate = 91,

    /// <summary>STICKER_DELETE.</summary>
    StickerDelete = 92,

    /// <summary>GUILD_SCHEDULED_EVENT_CREATE.</summary>
    GuildScheduledEventCreate = 100,

    /// <summary>GUILD_SCHEDULED_EVENT_UPDATE.</summary>
    GuildScheduledEventUpdate = 101,

    /// <summary>GUILD_SCHEDULED_EVENT_DELETE.</summary>
    GuildScheduledEventDelete = 102,

    /// <summary>THREAD_CREATE.</summary>
    ThreadCreate = 110,

    /// <summary>THREAD_UPDATE.</summary>
    ThreadUpdate = 111,

    /// <summary>THREAD_DELETE.</summary>
    ThreadDelete = 112,

    /// <summary>APPLICATION_COMMAND_PERMISSION_UPDATE.</summary>
    ApplicationCommandPermissionUpdate = 121,

    /// <summary>SOUNDBOARD_SOUND_CREATE.</summary>
    SoundboardSoundCreate = 130,

    /// <summary>SOUNDBOARD_SOUND_UPDATE.</summary>
    SoundboardSoundUpdate = 131,

    /// <summary>SOUNDBOARD_SOUND_DELETE.</summary>
    SoundboardSoundDelete = 132,

    /// <summary>AUTO_MODERATION_RULE_CREATE.</summary>
    AutoModerationRuleCreate = 140,

    /// <summary>AUTO_MODERATION_RULE_UPDATE.</summary>
    AutoModerationRuleUpdate = 141,

    /// <summary>AUTO_MODERATION_RULE_DELETE.</summary>
    AutoModerationRuleDelete = 142,

    /// <summary>AUTO_MODERATION_BLOCK_MESSAGE.</summary>
    AutoModerationBlockMessage = 143,

    /// <summary>AUTO_MODERATION_FLAG_TO_CHANNEL.</summary>
    AutoModerationFlagToChannel = 144,

    /// <summary>AUTO_MODERATION_USER_COMMUNICATION_DISABLED.</summary>
    AutoModerationUserCommunicationDisabled = 145,

    /// <summary>AUTO_MODERATION_QUARANTINE_USER.</summary>
    AutoModerationQuarantineUser = 146,

    /// <summary>CREATOR_MONETIZATION_REQUEST_CREATED.</summary>
    CreatorMonetizationRequestCreated = 150,

    /// <summary>CREATOR_MONETIZATION_TERMS_ACCEPTED.</summary>
    CreatorMonetizationTermsAccepted = 151,

    /// <summary>ONBOARDING_PROMPT_CREATE.</summary>
    OnboardingPromptCreate = 163,

    /// <summary>ONBOARDING_PROMPT_UPDATE.</summary>
    OnboardingPromptUpdate = 164,

    /// <summary>ONBOARDING_PROMPT_DELETE.</summary>
    OnboardingPromptDelete = 165,

    /// <summary>ONBOARDING_CREATE.</summary>
    OnboardingCreate = 166,

    /// <summary>ONBOARDING_UPDATE.</summary>
    OnboardingUpdate = 167,

    /// <summary>HOME_SETTINGS_CREATE.</summary>
    HomeSettingsCreate = 190,

    /// <summary>HOME_SETTINGS_UPDATE.</summary>
    HomeSettingsUpdate = 191,

    /// <summary>VOICE_CHANNEL_STATUS_CREATE: a voice channel's status was set.</summary>
    VoiceChannelStatusCreate = 192,

    /// <summary>VOICE_CHANNEL_STATUS_DELETE.</summary>
    VoiceChannelStatusDelete = 193,
}
