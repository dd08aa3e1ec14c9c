namespace Discord.Gateway;

/// <summary>The dispatch events of the gateway. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#receive-events">Gateway Events › Receive Events</see>.</summary>
public enum GatewayEventType
{
    /// <summary>An event that this version of the library does not know.</summary>
    Unknown = 0,

    /// <summary><c>READY</c>: A new session began; contains the bot's user and the guilds of the shard. Sent regardless of intents.</summary>
    Ready,

    /// <summary><c>RESUMED</c>: The session continues; all missed events have been replayed. Sent regardless of intents.</summary>
    Resumed,

    /// <summary><c>RATE_LIMITED</c>: A request was rate-limited. Sent regardless of intents.</summary>
    RateLimited,

    /// <summary><c>APPLICATION_COMMAND_PERMISSIONS_UPDATE</c>: Permissions of an application command changed. Sent regardless of intents.</summary>
    ApplicationCommandPermissionsUpdate,

    /// <summary><c>AUTO_MODERATION_RULE_CREATE</c>: An Auto Moderation rule was created. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/>.</summary>
    AutoModerationRuleCreate,

    /// <summary><c>AUTO_MODERATION_RULE_UPDATE</c>: An Auto Moderation rule changed. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/>.</summary>
    AutoModerationRuleUpdate,

    /// <summary><c>AUTO_MODERATION_RULE_DELETE</c>: An Auto Moderation rule was deleted. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/>.</summary>
    AutoModerationRuleDelete,

    /// <summary><c>AUTO_MODERATION_ACTION_EXECUTION</c>: An Auto Moderation rule was triggered and an action was executed. Needs <see cref="GatewayIntents.AutoModerationExecution"/>.</summary>
    AutoModerationActionExecution,

    /// <summary><c>CHANNEL_CREATE</c>: A guild channel was created. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ChannelCreate,

    /// <summary><c>CHANNEL_UPDATE</c>: A guild channel changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ChannelUpdate,

    /// <summary><c>CHANNEL_DELETE</c>: A guild channel was deleted. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ChannelDelete,

    /// <summary><c>CHANNEL_INFO</c>: The answer to Request Channel Info. Sent regardless of intents.</summary>
    ChannelInfo,

    /// <summary><c>CHANNEL_PINS_UPDATE</c>: A message was pinned or unpinned. Needs <see cref="GatewayIntents.Guilds"/> or <see cref="GatewayIntents.DirectMessages"/>.</summary>
    ChannelPinsUpdate,

    /// <summary><c>THREAD_CREATE</c>: A thread was created, or the bot was added to one. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ThreadCreate,

    /// <summary><c>THREAD_UPDATE</c>: A thread changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ThreadUpdate,

    /// <summary><c>THREAD_DELETE</c>: A thread was deleted. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ThreadDelete,

    /// <summary><c>THREAD_LIST_SYNC</c>: The bot gained access to channels; contains their active threads. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ThreadListSync,

    /// <summary><c>THREAD_MEMBER_UPDATE</c>: The bot's own membership in a thread changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    ThreadMemberUpdate,

    /// <summary><c>THREAD_MEMBERS_UPDATE</c>: Members were added to or removed from a thread; with Guilds alone, only the bot itself. Needs <see cref="GatewayIntents.Guilds"/> or <see cref="GatewayIntents.GuildMembers"/>.</summary>
    ThreadMembersUpdate,

    /// <summary><c>ENTITLEMENT_CREATE</c>: An entitlement was created. Sent regardless of intents.</summary>
    EntitlementCreate,

    /// <summary><c>ENTITLEMENT_UPDATE</c>: An entitlement changed. Sent regardless of intents.</summary>
    EntitlementUpdate,

    /// <summary><c>ENTITLEMENT_DELETE</c>: An entitlement was deleted. Sent regardless of intents.</summary>
    EntitlementDelete,

    /// <summary><c>SUBSCRIPTION_CREATE</c>: A subscription was created. Sent regardless of intents.</summary>
    SubscriptionCreate,

    /// <summary><c>SUBSCRIPTION_UPDATE</c>: A subscription changed. Sent regardless of intents.</summary>
    SubscriptionUpdate,

    /// <summary><c>SUBSCRIPTION_DELETE</c>: A subscription was deleted. Sent regardless of intents.</summary>
    SubscriptionDelete,

    /// <summary><c>GUILD_CREATE</c>: A guild became available: it was loaded, returned from an outage, or the bot joined it. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildCreate,

    /// <summary><c>GUILD_UPDATE</c>: A guild changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildUpdate,

    /// <summary><c>GUILD_DELETE</c>: A guild became unavailable, or the bot is no longer in it. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildDelete,

    /// <summary><c>GUILD_AUDIT_LOG_ENTRY_CREATE</c>: An entry was added to the audit log. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildAuditLogEntryCreate,

    /// <summary><c>GUILD_BAN_ADD</c>: A user was banned. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildBanAdd,

    /// <summary><c>GUILD_BAN_REMOVE</c>: A user was unbanned. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildBanRemove,

    /// <summary><c>GUILD_EMOJIS_UPDATE</c>: The emojis of a guild changed. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildEmojisUpdate,

    /// <summary><c>GUILD_STICKERS_UPDATE</c>: The stickers of a guild changed. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildStickersUpdate,

    /// <summary><c>GUILD_INTEGRATIONS_UPDATE</c>: An integration of a guild changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>.</summary>
    GuildIntegrationsUpdate,

    /// <summary><c>GUILD_MEMBER_ADD</c>: A user joined a guild. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
    GuildMemberAdd,

    /// <summary><c>GUILD_MEMBER_REMOVE</c>: A user left a guild, was kicked or was banned. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
    GuildMemberRemove,

    /// <summary><c>GUILD_MEMBER_UPDATE</c>: A member changed; sent for the bot itself even without the intent. Needs <see cref="GatewayIntents.GuildMembers"/>.</summary>
    GuildMemberUpdate,

    /// <summary><c>GUILD_MEMBERS_CHUNK</c>: A part of the answer to Request Guild Members. Sent regardless of intents.</summary>
    GuildMembersChunk,

    /// <summary><c>GUILD_ROLE_CREATE</c>: A role was created. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildRoleCreate,

    /// <summary><c>GUILD_ROLE_UPDATE</c>: A role changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildRoleUpdate,

    /// <summary><c>GUILD_ROLE_DELETE</c>: A role was deleted. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    GuildRoleDelete,

    /// <summary><c>GUILD_SCHEDULED_EVENT_CREATE</c>: A scheduled event was created. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    GuildScheduledEventCreate,

    /// <summary><c>GUILD_SCHEDULED_EVENT_UPDATE</c>: A scheduled event changed. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    GuildScheduledEventUpdate,

    /// <summary><c>GUILD_SCHEDULED_EVENT_DELETE</c>: A scheduled event was deleted. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    GuildScheduledEventDelete,

    /// <summary><c>GUILD_SCHEDULED_EVENT_USER_ADD</c>: A user subscribed to a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    GuildScheduledEventUserAdd,

    /// <summary><c>GUILD_SCHEDULED_EVENT_USER_REMOVE</c>: A user unsubscribed from a scheduled event. Needs <see cref="GatewayIntents.GuildScheduledEvents"/>.</summary>
    GuildScheduledEventUserRemove,

    /// <summary><c>GUILD_SOUNDBOARD_SOUND_CREATE</c>: A soundboard sound was created. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildSoundboardSoundCreate,

    /// <summary><c>GUILD_SOUNDBOARD_SOUND_UPDATE</c>: A soundboard sound changed. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildSoundboardSoundUpdate,

    /// <summary><c>GUILD_SOUNDBOARD_SOUND_DELETE</c>: A soundboard sound was deleted. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildSoundboardSoundDelete,

    /// <summary><c>GUILD_SOUNDBOARD_SOUNDS_UPDATE</c>: Several soundboard sounds changed. Needs <see cref="GatewayIntents.GuildExpressions"/>.</summary>
    GuildSoundboardSoundsUpdate,

    /// <summary><c>SOUNDBOARD_SOUNDS</c>: The answer to Request Soundboard Sounds. Sent regardless of intents.</summary>
    SoundboardSounds,

    /// <summary><c>INTEGRATION_CREATE</c>: An integration was created. Needs <see cref="GatewayIntents.GuildIntegrations"/>.</summary>
    IntegrationCreate,

    /// <summary><c>INTEGRATION_UPDATE</c>: An integration changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>.</summary>
    IntegrationUpdate,

    /// <summary><c>INTEGRATION_DELETE</c>: An integration was deleted. Needs <see cref="GatewayIntents.GuildIntegrations"/>.</summary>
    IntegrationDelete,

    /// <summary><c>INTERACTION_CREATE</c>: A user used a command, a component or a modal of the bot. Sent regardless of intents.</summary>
    InteractionCreate,

    /// <summary><c>INVITE_CREATE</c>: An invite was created. Needs <see cref="GatewayIntents.GuildInvites"/>.</summary>
    InviteCreate,

    /// <summary><c>INVITE_DELETE</c>: An invite was deleted. Needs <see cref="GatewayIntents.GuildInvites"/>.</summary>
    InviteDelete,

    /// <summary><c>MESSAGE_CREATE</c>: A message was sent. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>.</summary>
    MessageCreate,

    /// <summary><c>MESSAGE_UPDATE</c>: A message changed. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>.</summary>
    MessageUpdate,

    /// <summary><c>MESSAGE_DELETE</c>: A message was deleted. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>.</summary>
    MessageDelete,

    /// <summary><c>MESSAGE_DELETE_BULK</c>: Several messages were deleted at once. Needs <see cref="GatewayIntents.GuildMessages"/>.</summary>
    MessageDeleteBulk,

    /// <summary><c>MESSAGE_REACTION_ADD</c>: A reaction was added. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see cref="GatewayIntents.DirectMessageReactions"/>.</summary>
    MessageReactionAdd,

    /// <summary><c>MESSAGE_REACTION_REMOVE</c>: A reaction was removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see cref="GatewayIntents.DirectMessageReactions"/>.</summary>
    MessageReactionRemove,

    /// <summary><c>MESSAGE_REACTION_REMOVE_ALL</c>: All reactions of a message were removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see cref="GatewayIntents.DirectMessageReactions"/>.</summary>
    MessageReactionRemoveAll,

    /// <summary><c>MESSAGE_REACTION_REMOVE_EMOJI</c>: All reactions of a message with one emoji were removed. Needs <see cref="GatewayIntents.GuildMessageReactions"/> or <see cref="GatewayIntents.DirectMessageReactions"/>.</summary>
    MessageReactionRemoveEmoji,

    /// <summary><c>MESSAGE_POLL_VOTE_ADD</c>: A user voted in a poll. Needs <see cref="GatewayIntents.GuildMessagePolls"/> or <see cref="GatewayIntents.DirectMessagePolls"/>.</summary>
    MessagePollVoteAdd,

    /// <summary><c>MESSAGE_POLL_VOTE_REMOVE</c>: A user removed a vote in a poll. Needs <see cref="GatewayIntents.GuildMessagePolls"/> or <see cref="GatewayIntents.DirectMessagePolls"/>.</summary>
    MessagePollVoteRemove,

    /// <summary><c>PRESENCE_UPDATE</c>: A user's status or activities changed. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    PresenceUpdate,

    /// <summary><c>STAGE_INSTANCE_CREATE</c>: A stage instance was created: the stage is live. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    StageInstanceCreate,

    /// <summary><c>STAGE_INSTANCE_UPDATE</c>: A stage instance changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    StageInstanceUpdate,

    /// <summary><c>STAGE_INSTANCE_DELETE</c>: A stage instance was deleted: the stage has closed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    StageInstanceDelete,

    /// <summary><c>TYPING_START</c>: A user started typing. Needs <see cref="GatewayIntents.GuildMessageTyping"/> or <see cref="GatewayIntents.DirectMessageTyping"/>.</summary>
    TypingStart,

    /// <summary><c>USER_UPDATE</c>: The bot's own user changed. Sent regardless of intents.</summary>
    UserUpdate,

    /// <summary><c>VOICE_CHANNEL_EFFECT_SEND</c>: A user sent an effect in the voice channel that the bot is in. Needs <see cref="GatewayIntents.GuildVoiceStates"/>.</summary>
    VoiceChannelEffectSend,

    /// <summary><c>VOICE_CHANNEL_STATUS_UPDATE</c>: The status text of a voice channel changed. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    VoiceChannelStatusUpdate,

    /// <summary><c>VOICE_CHANNEL_START_TIME_UPDATE</c>: The voice session in a channel began or ended. Needs <see cref="GatewayIntents.Guilds"/>.</summary>
    VoiceChannelStartTimeUpdate,

    /// <summary><c>VOICE_STATE_UPDATE</c>: A user joined, left or moved between voice channels, or changed a setting such as mute. Needs <see cref="GatewayIntents.GuildVoiceStates"/>.</summary>
    VoiceStateUpdate,

    /// <summary><c>VOICE_SERVER_UPDATE</c>: The voice server of a guild; sent after joining a voice channel, and when the server changes. Sent regardless of intents.</summary>
    VoiceServerUpdate,

    /// <summary><c>WEBHOOKS_UPDATE</c>: A webhook of a channel changed. Needs <see cref="GatewayIntents.GuildWebhooks"/>.</summary>
    WebhooksUpdate,

    /// <summary><c>GUILD_JOIN_REQUEST_CREATE</c>: A user requested to join a guild. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildJoinRequestCreate,

    /// <summary><c>GUILD_JOIN_REQUEST_UPDATE</c>: A request to join a guild changed. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildJoinRequestUpdate,

    /// <summary><c>GUILD_JOIN_REQUEST_DELETE</c>: A request to join a guild was deleted. Needs <see cref="GatewayIntents.GuildModeration"/>.</summary>
    GuildJoinRequestDelete,
}
