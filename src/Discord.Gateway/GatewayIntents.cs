namespace Discord.Gateway;

/// <summary>
/// The groups of events that Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#gateway-intents">Gateway › Gateway Intents</see>.
/// </summary>
/// <remarks>
/// <see cref="GuildMembers"/>, <see cref="GuildPresences"/> and <see cref="MessageContent"/> are privileged: enable them in the developer
/// portal, otherwise Discord ends the shard with <see cref="DisallowedIntentsException"/>.
/// </remarks>
/// <example><code>
/// GatewayIntents chosen = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent;
/// bool needsApproval = (chosen &amp; GatewayIntents.Privileged) != GatewayIntents.None; // true: MessageContent
///
/// // Or by the events that the bot handles: GuildMessages, DirectMessages and GuildMembers.
/// GatewayIntents needed = GatewayIntents.For(GatewayEventType.MessageCreate, GatewayEventType.GuildMemberAdd);
/// </code></example>
[Flags]
public enum GatewayIntents
{
    /// <summary>Only events that need no intent: interactions, entitlements, the bot's own user and voice server.</summary>
    None = 0,

    /// <summary>Guilds, roles, channels, threads, stage instances.</summary>
    Guilds = 1 << 0,

    /// <summary>Members joining, leaving, changing. Privileged.</summary>
    GuildMembers = 1 << 1,

    /// <summary>Audit log entries (needs VIEW_AUDIT_LOG) and bans (needs BAN_MEMBERS or VIEW_AUDIT_LOG).</summary>
    GuildModeration = 1 << 2,

    /// <summary>Emojis, stickers, soundboard sounds.</summary>
    GuildExpressions = 1 << 3,

    /// <summary>Integrations.</summary>
    GuildIntegrations = 1 << 4,

    /// <summary>Changes of a channel's webhooks.</summary>
    GuildWebhooks = 1 << 5,

    /// <summary>Invites (needs MANAGE_CHANNELS).</summary>
    GuildInvites = 1 << 6,

    /// <summary>Members in voice channels; effects in the bot's own voice channel.</summary>
    GuildVoiceStates = 1 << 7,

    /// <summary>Status and activities of members. Privileged; the bulk of a large bot's traffic.</summary>
    GuildPresences = 1 << 8,

    /// <summary>Messages in guilds.</summary>
    GuildMessages = 1 << 9,

    /// <summary>Reactions in guilds.</summary>
    GuildMessageReactions = 1 << 10,

    /// <summary>Typing in guilds.</summary>
    GuildMessageTyping = 1 << 11,

    /// <summary>Direct messages with the bot.</summary>
    DirectMessages = 1 << 12,

    /// <summary>Reactions in direct messages.</summary>
    DirectMessageReactions = 1 << 13,

    /// <summary>Typing in direct messages.</summary>
    DirectMessageTyping = 1 << 14,

    /// <summary>No events of its own: fills content, embeds, attachments, components and polls of messages. Privileged.</summary>
    MessageContent = 1 << 15,

    /// <summary>Scheduled events and the users interested in them.</summary>
    GuildScheduledEvents = 1 << 16,

    /// <summary>Auto-moderation rules (needs MANAGE_GUILD).</summary>
    AutoModerationConfiguration = 1 << 20,

    /// <summary>Auto-moderation actions (needs MANAGE_GUILD).</summary>
    AutoModerationExecution = 1 << 21,

    /// <summary>Votes in polls in guilds.</summary>
    GuildMessagePolls = 1 << 24,

    /// <summary>Votes in polls in direct messages.</summary>
    DirectMessagePolls = 1 << 25,

    /// <summary>Every intent that is not privileged.</summary>
    AllUnprivileged = All & ~Privileged,

    /// <summary>The three intents that must be enabled in the developer portal.</summary>
    Privileged = GuildMembers | GuildPresences | MessageContent,

    /// <summary>Every intent.</summary>
    All = Guilds | GuildMembers | GuildModeration | GuildExpressions | GuildIntegrations | GuildWebhooks | GuildInvites | GuildVoiceStates
        | GuildPresences | GuildMessages | GuildMessageReactions | GuildMessageTyping | DirectMessages | DirectMessageReactions
        | DirectMessageTyping | MessageContent | GuildScheduledEvents | AutoModerationConfiguration | AutoModerationExecution
        | GuildMessagePolls | DirectMessagePolls,
}
