using static Discord.Gateway.GatewayIntents;

namespace Discord.Gateway.Events;

/// <summary>Reads the data of one kind of event.</summary>
internal delegate GatewayEvent EventDecoder(ReadOnlySpan<byte> data);

/// <summary>A dispatch event: its enum value, Discord's name, any of the intents that make Discord send it, and its decoder.</summary>
/// <param name="Type">The enum value.</param>
/// <param name="Name">Discord's name.</param>
/// <param name="Intents">Any of these makes Discord send it; none means that it is always sent.</param>
/// <param name="Decode">Null for events that have no type of their own; they arrive as <see cref="UnknownEvent"/>.</param>
internal sealed record EventRow(GatewayEventType Type, string Name, GatewayIntents Intents, EventDecoder? Decode = null);

/// <summary>Every documented event, a row each: the only place to add one.</summary>
internal static class EventTable
{
    internal static readonly EventRow[] Rows =
    [
        new(GatewayEventType.Ready, "READY", None, ReadyEvent.Decode),
        new(GatewayEventType.Resumed, "RESUMED", None, ResumedEvent.Decode),
        new(GatewayEventType.RateLimited, "RATE_LIMITED", None, RateLimitedEvent.Decode),
        new(GatewayEventType.ApplicationCommandPermissionsUpdate, "APPLICATION_COMMAND_PERMISSIONS_UPDATE", None),
        new(GatewayEventType.AutoModerationRuleCreate, "AUTO_MODERATION_RULE_CREATE", AutoModerationConfiguration),
        new(GatewayEventType.AutoModerationRuleUpdate, "AUTO_MODERATION_RULE_UPDATE", AutoModerationConfiguration),
        new(GatewayEventType.AutoModerationRuleDelete, "AUTO_MODERATION_RULE_DELETE", AutoModerationConfiguration),
        new(GatewayEventType.AutoModerationActionExecution, "AUTO_MODERATION_ACTION_EXECUTION", AutoModerationExecution),
        new(GatewayEventType.ChannelCreate, "CHANNEL_CREATE", Guilds),
        new(GatewayEventType.ChannelUpdate, "CHANNEL_UPDATE", Guilds),
        new(GatewayEventType.ChannelDelete, "CHANNEL_DELETE", Guilds),
        new(GatewayEventType.ChannelInfo, "CHANNEL_INFO", None),
        new(GatewayEventType.ChannelPinsUpdate, "CHANNEL_PINS_UPDATE", Guilds | DirectMessages),
        new(GatewayEventType.ThreadCreate, "THREAD_CREATE", Guilds),
        new(GatewayEventType.ThreadUpdate, "THREAD_UPDATE", Guilds),
        new(GatewayEventType.ThreadDelete, "THREAD_DELETE", Guilds),
        new(GatewayEventType.ThreadListSync, "THREAD_LIST_SYNC", Guilds),
        new(GatewayEventType.ThreadMemberUpdate, "THREAD_MEMBER_UPDATE", Guilds),
        new(GatewayEventType.ThreadMembersUpdate, "THREAD_MEMBERS_UPDATE", Guilds | GuildMembers),
        new(GatewayEventType.EntitlementCreate, "ENTITLEMENT_CREATE", None),
        new(GatewayEventType.EntitlementUpdate, "ENTITLEMENT_UPDATE", None),
        new(GatewayEventType.EntitlementDelete, "ENTITLEMENT_DELETE", None),
        new(GatewayEventType.SubscriptionCreate, "SUBSCRIPTION_CREATE", None),
        new(GatewayEventType.SubscriptionUpdate, "SUBSCRIPTION_UPDATE", None),
        new(GatewayEventType.SubscriptionDelete, "SUBSCRIPTION_DELETE", None),
        new(GatewayEventType.GuildCreate, "GUILD_CREATE", Guilds, GuildCreateEvent.Decode),
        new(GatewayEventType.GuildUpdate, "GUILD_UPDATE", Guilds),
        new(GatewayEventType.GuildDelete, "GUILD_DELETE", Guilds, GuildDeleteEvent.Decode),
        new(GatewayEventType.GuildAuditLogEntryCreate, "GUILD_AUDIT_LOG_ENTRY_CREATE", GuildModeration),
        new(GatewayEventType.GuildBanAdd, "GUILD_BAN_ADD", GuildModeration),
        new(GatewayEventType.GuildBanRemove, "GUILD_BAN_REMOVE", GuildModeration),
        new(GatewayEventType.GuildEmojisUpdate, "GUILD_EMOJIS_UPDATE", GuildExpressions),
        new(GatewayEventType.GuildStickersUpdate, "GUILD_STICKERS_UPDATE", GuildExpressions),
        new(GatewayEventType.GuildIntegrationsUpdate, "GUILD_INTEGRATIONS_UPDATE", GuildIntegrations),
        new(GatewayEventType.GuildMemberAdd, "GUILD_MEMBER_ADD", GuildMembers),
        new(GatewayEventType.GuildMemberRemove, "GUILD_MEMBER_REMOVE", GuildMembers),
        new(GatewayEventType.GuildMemberUpdate, "GUILD_MEMBER_UPDATE", GuildMembers),
        new(GatewayEventType.GuildMembersChunk, "GUILD_MEMBERS_CHUNK", None, GuildMembersChunkEvent.Decode),
        new(GatewayEventType.GuildRoleCreate, "GUILD_ROLE_CREATE", Guilds),
        new(GatewayEventType.GuildRoleUpdate, "GUILD_ROLE_UPDATE", Guilds),
        new(GatewayEventType.GuildRoleDelete, "GUILD_ROLE_DELETE", Guilds),
        new(GatewayEventType.GuildScheduledEventCreate, "GUILD_SCHEDULED_EVENT_CREATE", GuildScheduledEvents),
        new(GatewayEventType.GuildScheduledEventUpdate, "GUILD_SCHEDULED_EVENT_UPDATE", GuildScheduledEvents),
        new(GatewayEventType.GuildScheduledEventDelete, "GUILD_SCHEDULED_EVENT_DELETE", GuildScheduledEvents),
        new(GatewayEventType.GuildScheduledEventUserAdd, "GUILD_SCHEDULED_EVENT_USER_ADD", GuildScheduledEvents),
        new(GatewayEventType.GuildScheduledEventUserRemove, "GUILD_SCHEDULED_EVENT_USER_REMOVE", GuildScheduledEvents),
        new(GatewayEventType.GuildSoundboardSoundCreate, "GUILD_SOUNDBOARD_SOUND_CREATE", GuildExpressions),
        new(GatewayEventType.GuildSoundboardSoundUpdate, "GUILD_SOUNDBOARD_SOUND_UPDATE", GuildExpressions),
        new(GatewayEventType.GuildSoundboardSoundDelete, "GUILD_SOUNDBOARD_SOUND_DELETE", GuildExpressions),
        new(GatewayEventType.GuildSoundboardSoundsUpdate, "GUILD_SOUNDBOARD_SOUNDS_UPDATE", GuildExpressions),
        new(GatewayEventType.SoundboardSounds, "SOUNDBOARD_SOUNDS", None),
        new(GatewayEventType.IntegrationCreate, "INTEGRATION_CREATE", GuildIntegrations),
        new(GatewayEventType.IntegrationUpdate, "INTEGRATION_UPDATE", GuildIntegrations),
        new(GatewayEventType.IntegrationDelete, "INTEGRATION_DELETE", GuildIntegrations),
        new(GatewayEventType.InteractionCreate, "INTERACTION_CREATE", None),
        new(GatewayEventType.InviteCreate, "INVITE_CREATE", GuildInvites),
        new(GatewayEventType.InviteDelete, "INVITE_DELETE", GuildInvites),
        new(GatewayEventType.MessageCreate, "MESSAGE_CREATE", GuildMessages | DirectMessages, MessageCreateEvent.Decode),
        new(GatewayEventType.MessageUpdate, "MESSAGE_UPDATE", GuildMessages | DirectMessages, MessageUpdateEvent.Decode),
        new(GatewayEventType.MessageDelete, "MESSAGE_DELETE", GuildMessages | DirectMessages, MessageDeleteEvent.Decode),
        new(GatewayEventType.MessageDeleteBulk, "MESSAGE_DELETE_BULK", GuildMessages),
        new(GatewayEventType.MessageReactionAdd, "MESSAGE_REACTION_ADD", GuildMessageReactions | DirectMessageReactions),
        new(GatewayEventType.MessageReactionRemove, "MESSAGE_REACTION_REMOVE", GuildMessageReactions | DirectMessageReactions),
        new(GatewayEventType.MessageReactionRemoveAll, "MESSAGE_REACTION_REMOVE_ALL", GuildMessageReactions | DirectMessageReactions),
        new(GatewayEventType.MessageReactionRemoveEmoji, "MESSAGE_REACTION_REMOVE_EMOJI", GuildMessageReactions | DirectMessageReactions),
        new(GatewayEventType.MessagePollVoteAdd, "MESSAGE_POLL_VOTE_ADD", GuildMessagePolls | DirectMessagePolls),
        new(GatewayEventType.MessagePollVoteRemove, "MESSAGE_POLL_VOTE_REMOVE", GuildMessagePolls | DirectMessagePolls),
        new(GatewayEventType.PresenceUpdate, "PRESENCE_UPDATE", GuildPresences),
        new(GatewayEventType.StageInstanceCreate, "STAGE_INSTANCE_CREATE", Guilds),
        new(GatewayEventType.StageInstanceUpdate, "STAGE_INSTANCE_UPDATE", Guilds),
        new(GatewayEventType.StageInstanceDelete, "STAGE_INSTANCE_DELETE", Guilds),
        new(GatewayEventType.TypingStart, "TYPING_START", GuildMessageTyping | DirectMessageTyping),
        new(GatewayEventType.UserUpdate, "USER_UPDATE", None),
        new(GatewayEventType.VoiceChannelEffectSend, "VOICE_CHANNEL_EFFECT_SEND", GuildVoiceStates),
        new(GatewayEventType.VoiceChannelStatusUpdate, "VOICE_CHANNEL_STATUS_UPDATE", Guilds),
        new(GatewayEventType.VoiceChannelStartTimeUpdate, "VOICE_CHANNEL_START_TIME_UPDATE", Guilds),
        new(GatewayEventType.VoiceStateUpdate, "VOICE_STATE_UPDATE", GuildVoiceStates, VoiceStateUpdateEvent.Decode),
        new(GatewayEventType.VoiceServerUpdate, "VOICE_SERVER_UPDATE", None, VoiceServerUpdateEvent.Decode),
        new(GatewayEventType.WebhooksUpdate, "WEBHOOKS_UPDATE", GuildWebhooks),
    ];

    private static readonly EventRow?[] ByType = MakeByType();
    private static readonly Dictionary<string, EventRow>.AlternateLookup<ReadOnlySpan<byte>> ByUtf8Name =
        Rows.ToDictionary(row => row.Name, Utf8NameComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    internal static EventRow? Find(GatewayEventType type) => ByType[(int)type];

    /// <summary>The row of an event's name; null for a name that is not documented.</summary>
    internal static EventRow? Find(ReadOnlySpan<byte> utf8Name) => ByUtf8Name.TryGetValue(utf8Name, out EventRow? row) ? row : null;

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
