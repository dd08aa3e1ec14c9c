using static Discord.Gateway.GatewayIntents;

namespace Discord.Gateway.Events;

/// <summary>Reads the data of one kind of event.</summary>
internal delegate GatewayEvent EventDecoder(ReadOnlySpan<byte> data);

/// <summary>A dispatch event: its enum value, Discord's name, its record, any of the intents that make Discord send it, and its decoder.</summary>
/// <param name="Type">The enum value.</param>
/// <param name="Name">Discord's name.</param>
/// <param name="RecordType">The record it is read as.</param>
/// <param name="Intents">Any of these makes Discord send it; none means that it is always sent.</param>
/// <param name="Decode">Reads its data.</param>
internal sealed record EventRow(GatewayEventType Type, string Name, Type RecordType, GatewayIntents Intents, EventDecoder Decode)
{
    internal EventHeader Header { get; } = new(GatewayOpcode.Dispatch, Type, Name);
}

/// <summary>Every documented event, a row each: the only place to add one.</summary>
internal static class EventTable
{
    internal static readonly EventRow[] Rows =
    [
        Row<ReadyEvent>(GatewayEventType.Ready, "READY", None, ReadyEvent.Decode),
        Row<ResumedEvent>(GatewayEventType.Resumed, "RESUMED", None, ResumedEvent.Decode),
        Row<RateLimitedEvent>(GatewayEventType.RateLimited, "RATE_LIMITED", None, RateLimitedEvent.Decode),
        Row<ApplicationCommandPermissionsUpdateEvent>(GatewayEventType.ApplicationCommandPermissionsUpdate, "APPLICATION_COMMAND_PERMISSIONS_UPDATE", None, ApplicationCommandPermissionsUpdateEvent.Decode),
        Row<AutoModerationRuleCreateEvent>(GatewayEventType.AutoModerationRuleCreate, "AUTO_MODERATION_RULE_CREATE", AutoModerationConfiguration, AutoModerationRuleCreateEvent.Decode),
        Row<AutoModerationRuleUpdateEvent>(GatewayEventType.AutoModerationRuleUpdate, "AUTO_MODERATION_RULE_UPDATE", AutoModerationConfiguration, AutoModerationRuleUpdateEvent.Decode),
        Row<AutoModerationRuleDeleteEvent>(GatewayEventType.AutoModerationRuleDelete, "AUTO_MODERATION_RULE_DELETE", AutoModerationConfiguration, AutoModerationRuleDeleteEvent.Decode),
        Row<AutoModerationActionExecutionEvent>(GatewayEventType.AutoModerationActionExecution, "AUTO_MODERATION_ACTION_EXECUTION", AutoModerationExecution, AutoModerationActionExecutionEvent.Decode),
        Row<ChannelCreateEvent>(GatewayEventType.ChannelCreate, "CHANNEL_CREATE", Guilds, ChannelCreateEvent.Decode),
        Row<ChannelUpdateEvent>(GatewayEventType.ChannelUpdate, "CHANNEL_UPDATE", Guilds, ChannelUpdateEvent.Decode),
        Row<ChannelDeleteEvent>(GatewayEventType.ChannelDelete, "CHANNEL_DELETE", Guilds, ChannelDeleteEvent.Decode),
        Row<ChannelInfoEvent>(GatewayEventType.ChannelInfo, "CHANNEL_INFO", None, ChannelInfoEvent.Decode),
        Row<ChannelPinsUpdateEvent>(GatewayEventType.ChannelPinsUpdate, "CHANNEL_PINS_UPDATE", Guilds | DirectMessages, ChannelPinsUpdateEvent.Decode),
        Row<ThreadCreateEvent>(GatewayEventType.ThreadCreate, "THREAD_CREATE", Guilds, ThreadCreateEvent.Decode),
        Row<ThreadUpdateEvent>(GatewayEventType.ThreadUpdate, "THREAD_UPDATE", Guilds, ThreadUpdateEvent.Decode),
        Row<ThreadDeleteEvent>(GatewayEventType.ThreadDelete, "THREAD_DELETE", Guilds, ThreadDeleteEvent.Decode),
        Row<ThreadListSyncEvent>(GatewayEventType.ThreadListSync, "THREAD_LIST_SYNC", Guilds, ThreadListSyncEvent.Decode),
        Row<ThreadMemberUpdateEvent>(GatewayEventType.ThreadMemberUpdate, "THREAD_MEMBER_UPDATE", Guilds, ThreadMemberUpdateEvent.Decode),
        Row<ThreadMembersUpdateEvent>(GatewayEventType.ThreadMembersUpdate, "THREAD_MEMBERS_UPDATE", Guilds | GuildMembers, ThreadMembersUpdateEvent.Decode),
        Row<EntitlementCreateEvent>(GatewayEventType.EntitlementCreate, "ENTITLEMENT_CREATE", None, EntitlementCreateEvent.Decode),
        Row<EntitlementUpdateEvent>(GatewayEventType.EntitlementUpdate, "ENTITLEMENT_UPDATE", None, EntitlementUpdateEvent.Decode),
        Row<EntitlementDeleteEvent>(GatewayEventType.EntitlementDelete, "ENTITLEMENT_DELETE", None, EntitlementDeleteEvent.Decode),
        Row<SubscriptionCreateEvent>(GatewayEventType.SubscriptionCreate, "SUBSCRIPTION_CREATE", None, SubscriptionCreateEvent.Decode),
        Row<SubscriptionUpdateEvent>(GatewayEventType.SubscriptionUpdate, "SUBSCRIPTION_UPDATE", None, SubscriptionUpdateEvent.Decode),
        Row<SubscriptionDeleteEvent>(GatewayEventType.SubscriptionDelete, "SUBSCRIPTION_DELETE", None, SubscriptionDeleteEvent.Decode),
        Row<GuildCreateEvent>(GatewayEventType.GuildCreate, "GUILD_CREATE", Guilds, GuildCreateEvent.Decode),
        Row<GuildUpdateEvent>(GatewayEventType.GuildUpdate, "GUILD_UPDATE", Guilds, GuildUpdateEvent.Decode),
        Row<GuildDeleteEvent>(GatewayEventType.GuildDelete, "GUILD_DELETE", Guilds, GuildDeleteEvent.Decode),
        Row<GuildAuditLogEntryCreateEvent>(GatewayEventType.GuildAuditLogEntryCreate, "GUILD_AUDIT_LOG_ENTRY_CREATE", GuildModeration, GuildAuditLogEntryCreateEvent.Decode),
        Row<GuildBanAddEvent>(GatewayEventType.GuildBanAdd, "GUILD_BAN_ADD", GuildModeration, GuildBanAddEvent.Decode),
        Row<GuildBanRemoveEvent>(GatewayEventType.GuildBanRemove, "GUILD_BAN_REMOVE", GuildModeration, GuildBanRemoveEvent.Decode),
        Row<GuildEmojisUpdateEvent>(GatewayEventType.GuildEmojisUpdate, "GUILD_EMOJIS_UPDATE", GuildExpressions, GuildEmojisUpdateEvent.Decode),
        Row<GuildStickersUpdateEvent>(GatewayEventType.GuildStickersUpdate, "GUILD_STICKERS_UPDATE", GuildExpressions, GuildStickersUpdateEvent.Decode),
        Row<GuildIntegrationsUpdateEvent>(GatewayEventType.GuildIntegrationsUpdate, "GUILD_INTEGRATIONS_UPDATE", GuildIntegrations, GuildIntegrationsUpdateEvent.Decode),
        Row<GuildMemberAddEvent>(GatewayEventType.GuildMemberAdd, "GUILD_MEMBER_ADD", GuildMembers, GuildMemberAddEvent.Decode),
        Row<GuildMemberRemoveEvent>(GatewayEventType.GuildMemberRemove, "GUILD_MEMBER_REMOVE", GuildMembers, GuildMemberRemoveEvent.Decode),
        Row<GuildMemberUpdateEvent>(GatewayEventType.GuildMemberUpdate, "GUILD_MEMBER_UPDATE", GuildMembers, GuildMemberUpdateEvent.Decode),
        Row<GuildMembersChunkEvent>(GatewayEventType.GuildMembersChunk, "GUILD_MEMBERS_CHUNK", None, GuildMembersChunkEvent.Decode),
        Row<GuildRoleCreateEvent>(GatewayEventType.GuildRoleCreate, "GUILD_ROLE_CREATE", Guilds, GuildRoleCreateEvent.Decode),
        Row<GuildRoleUpdateEvent>(GatewayEventType.GuildRoleUpdate, "GUILD_ROLE_UPDATE", Guilds, GuildRoleUpdateEvent.Decode),
        Row<GuildRoleDeleteEvent>(GatewayEventType.GuildRoleDelete, "GUILD_ROLE_DELETE", Guilds, GuildRoleDeleteEvent.Decode),
        Row<GuildScheduledEventCreateEvent>(GatewayEventType.GuildScheduledEventCreate, "GUILD_SCHEDULED_EVENT_CREATE", GuildScheduledEvents, GuildScheduledEventCreateEvent.Decode),
        Row<GuildScheduledEventUpdateEvent>(GatewayEventType.GuildScheduledEventUpdate, "GUILD_SCHEDULED_EVENT_UPDATE", GuildScheduledEvents, GuildScheduledEventUpdateEvent.Decode),
        Row<GuildScheduledEventDeleteEvent>(GatewayEventType.GuildScheduledEventDelete, "GUILD_SCHEDULED_EVENT_DELETE", GuildScheduledEvents, GuildScheduledEventDeleteEvent.Decode),
        Row<GuildScheduledEventUserAddEvent>(GatewayEventType.GuildScheduledEventUserAdd, "GUILD_SCHEDULED_EVENT_USER_ADD", GuildScheduledEvents, GuildScheduledEventUserAddEvent.Decode),
        Row<GuildScheduledEventUserRemoveEvent>(GatewayEventType.GuildScheduledEventUserRemove, "GUILD_SCHEDULED_EVENT_USER_REMOVE", GuildScheduledEvents, GuildScheduledEventUserRemoveEvent.Decode),
        Row<GuildSoundboardSoundCreateEvent>(GatewayEventType.GuildSoundboardSoundCreate, "GUILD_SOUNDBOARD_SOUND_CREATE", GuildExpressions, GuildSoundboardSoundCreateEvent.Decode),
        Row<GuildSoundboardSoundUpdateEvent>(GatewayEventType.GuildSoundboardSoundUpdate, "GUILD_SOUNDBOARD_SOUND_UPDATE", GuildExpressions, GuildSoundboardSoundUpdateEvent.Decode),
        Row<GuildSoundboardSoundDeleteEvent>(GatewayEventType.GuildSoundboardSoundDelete, "GUILD_SOUNDBOARD_SOUND_DELETE", GuildExpressions, GuildSoundboardSoundDeleteEvent.Decode),
        Row<GuildSoundboardSoundsUpdateEvent>(GatewayEventType.GuildSoundboardSoundsUpdate, "GUILD_SOUNDBOARD_SOUNDS_UPDATE", GuildExpressions, GuildSoundboardSoundsUpdateEvent.Decode),
        Row<SoundboardSoundsEvent>(GatewayEventType.SoundboardSounds, "SOUNDBOARD_SOUNDS", None, SoundboardSoundsEvent.Decode),
        Row<IntegrationCreateEvent>(GatewayEventType.IntegrationCreate, "INTEGRATION_CREATE", GuildIntegrations, IntegrationCreateEvent.Decode),
        Row<IntegrationUpdateEvent>(GatewayEventType.IntegrationUpdate, "INTEGRATION_UPDATE", GuildIntegrations, IntegrationUpdateEvent.Decode),
        Row<IntegrationDeleteEvent>(GatewayEventType.IntegrationDelete, "INTEGRATION_DELETE", GuildIntegrations, IntegrationDeleteEvent.Decode),
        Row<InteractionCreateEvent>(GatewayEventType.InteractionCreate, "INTERACTION_CREATE", None, InteractionCreateEvent.Decode),
        Row<InviteCreateEvent>(GatewayEventType.InviteCreate, "INVITE_CREATE", GuildInvites, InviteCreateEvent.Decode),
        Row<InviteDeleteEvent>(GatewayEventType.InviteDelete, "INVITE_DELETE", GuildInvites, InviteDeleteEvent.Decode),
        Row<MessageCreateEvent>(GatewayEventType.MessageCreate, "MESSAGE_CREATE", GuildMessages | DirectMessages, MessageCreateEvent.Decode),
        Row<MessageUpdateEvent>(GatewayEventType.MessageUpdate, "MESSAGE_UPDATE", GuildMessages | DirectMessages, MessageUpdateEvent.Decode),
        Row<MessageDeleteEvent>(GatewayEventType.MessageDelete, "MESSAGE_DELETE", GuildMessages | DirectMessages, MessageDeleteEvent.Decode),
        Row<MessageDeleteBulkEvent>(GatewayEventType.MessageDeleteBulk, "MESSAGE_DELETE_BULK", GuildMessages, MessageDeleteBulkEvent.Decode),
        Row<MessageReactionAddEvent>(GatewayEventType.MessageReactionAdd, "MESSAGE_REACTION_ADD", GuildMessageReactions | DirectMessageReactions, MessageReactionAddEvent.Decode),
        Row<MessageReactionRemoveEvent>(GatewayEventType.MessageReactionRemove, "MESSAGE_REACTION_REMOVE", GuildMessageReactions | DirectMessageReactions, MessageReactionRemoveEvent.Decode),
        Row<MessageReactionRemoveAllEvent>(GatewayEventType.MessageReactionRemoveAll, "MESSAGE_REACTION_REMOVE_ALL", GuildMessageReactions | DirectMessageReactions, MessageReactionRemoveAllEvent.Decode),
        Row<MessageReactionRemoveEmojiEvent>(GatewayEventType.MessageReactionRemoveEmoji, "MESSAGE_REACTION_REMOVE_EMOJI", GuildMessageReactions | DirectMessageReactions, MessageReactionRemoveEmojiEvent.Decode),
        Row<MessagePollVoteAddEvent>(GatewayEventType.MessagePollVoteAdd, "MESSAGE_POLL_VOTE_ADD", GuildMessagePolls | DirectMessagePolls, MessagePollVoteAddEvent.Decode),
        Row<MessagePollVoteRemoveEvent>(GatewayEventType.MessagePollVoteRemove, "MESSAGE_POLL_VOTE_REMOVE", GuildMessagePolls | DirectMessagePolls, MessagePollVoteRemoveEvent.Decode),
        Row<PresenceUpdateEvent>(GatewayEventType.PresenceUpdate, "PRESENCE_UPDATE", GuildPresences, PresenceUpdateEvent.Decode),
        Row<StageInstanceCreateEvent>(GatewayEventType.StageInstanceCreate, "STAGE_INSTANCE_CREATE", Guilds, StageInstanceCreateEvent.Decode),
        Row<StageInstanceUpdateEvent>(GatewayEventType.StageInstanceUpdate, "STAGE_INSTANCE_UPDATE", Guilds, StageInstanceUpdateEvent.Decode),
        Row<StageInstanceDeleteEvent>(GatewayEventType.StageInstanceDelete, "STAGE_INSTANCE_DELETE", Guilds, StageInstanceDeleteEvent.Decode),
        Row<TypingStartEvent>(GatewayEventType.TypingStart, "TYPING_START", GuildMessageTyping | DirectMessageTyping, TypingStartEvent.Decode),
        Row<UserUpdateEvent>(GatewayEventType.UserUpdate, "USER_UPDATE", None, UserUpdateEvent.Decode),
        Row<VoiceChannelEffectSendEvent>(GatewayEventType.VoiceChannelEffectSend, "VOICE_CHANNEL_EFFECT_SEND", GuildVoiceStates, VoiceChannelEffectSendEvent.Decode),
        Row<VoiceChannelStatusUpdateEvent>(GatewayEventType.VoiceChannelStatusUpdate, "VOICE_CHANNEL_STATUS_UPDATE", Guilds, VoiceChannelStatusUpdateEvent.Decode),
        Row<VoiceChannelStartTimeUpdateEvent>(GatewayEventType.VoiceChannelStartTimeUpdate, "VOICE_CHANNEL_START_TIME_UPDATE", Guilds, VoiceChannelStartTimeUpdateEvent.Decode),
        Row<VoiceStateUpdateEvent>(GatewayEventType.VoiceStateUpdate, "VOICE_STATE_UPDATE", GuildVoiceStates, VoiceStateUpdateEvent.Decode),
        Row<VoiceServerUpdateEvent>(GatewayEventType.VoiceServerUpdate, "VOICE_SERVER_UPDATE", None, VoiceServerUpdateEvent.Decode),
        Row<WebhooksUpdateEvent>(GatewayEventType.WebhooksUpdate, "WEBHOOKS_UPDATE", GuildWebhooks, WebhooksUpdateEvent.Decode),
    ];

    private static readonly EventRow?[] ByType = MakeByType();
    private static readonly Dictionary<string, EventRow>.AlternateLookup<ReadOnlySpan<byte>> ByUtf8Name =
        Rows.ToDictionary(row => row.Name, Utf8NameComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    internal static EventRow? Find(GatewayEventType type) => ByType[(int)type];

    /// <summary>The row of an event's name; null for a name that is not documented.</summary>
    internal static EventRow? Find(ReadOnlySpan<byte> utf8Name) => ByUtf8Name.TryGetValue(utf8Name, out EventRow? row) ? row : null;

    private static EventRow Row<T>(GatewayEventType type, string name, GatewayIntents intents, EventDecoder decode)
        where T : GatewayEvent => new(type, name, typeof(T), intents, decode);

    private static EventRow?[] MakeByType()
    {
        var byType = new EventRow?[Rows.Length + 1];
        foreach (EventRow row in Rows)
        {
            byType[(int)row.Type] = row;
        }

        return byType;
    }
}
