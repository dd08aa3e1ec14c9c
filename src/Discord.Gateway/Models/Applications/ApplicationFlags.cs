namespace Discord.Gateway.Models;

/// <summary>Flags of an application. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-flags">Application › Application Flags</see>.</summary>
[Flags]
public enum ApplicationFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>EMBEDDED_RELEASED: undocumented.</summary>
    EmbeddedReleased = 1UL << 1,

    /// <summary>MANAGED_EMOJI: undocumented.</summary>
    ManagedEmoji = 1UL << 2,

    /// <summary>EMBEDDED_IAP: undocumented.</summary>
    EmbeddedIap = 1UL << 3,

    /// <summary>GROUP_DM_CREATE: undocumented.</summary>
    GroupDmCreate = 1UL << 4,

    /// <summary>APPLICATION_AUTO_MODERATION_RULE_CREATE_BADGE: uses the Auto Moderation API.</summary>
    ApplicationAutoModerationRuleCreateBadge = 1UL << 6,

    /// <summary>RPC_HAS_CONNECTED: undocumented.</summary>
    RpcHasConnected = 1UL << 11,

    /// <summary>GATEWAY_PRESENCE: can use <see cref="GatewayIntents.GuildPresences"/> in 100 guilds or more.</summary>
    GatewayPresence = 1UL << 12,

    /// <summary>GATEWAY_PRESENCE_LIMITED: can use <see cref="GatewayIntents.GuildPresences"/> in fewer than 100 guilds.</summary>
    GatewayPresenceLimited = 1UL << 13,

    /// <summary>GATEWAY_GUILD_MEMBERS: can use <see cref="GatewayIntents.GuildMembers"/> in 100 guilds or more.</summary>
    GatewayGuildMembers = 1UL << 14,

    /// <summary>GATEWAY_GUILD_MEMBERS_LIMITED: can use <see cref="GatewayIntents.GuildMembers"/> in fewer than 100 guilds.</summary>
    GatewayGuildMembersLimited = 1UL << 15,

    /// <summary>VERIFICATION_PENDING_GUILD_LIMIT: grows unusually, which prevents verification.</summary>
    VerificationPendingGuildLimit = 1UL << 16,

    /// <summary>EMBEDDED: is embedded in the Discord client.</summary>
    Embedded = 1UL << 17,

    /// <summary>GATEWAY_MESSAGE_CONTENT: can use <see cref="GatewayIntents.MessageContent"/> in 100 guilds or more.</summary>
    GatewayMessageContent = 1UL << 18,

    /// <summary>GATEWAY_MESSAGE_CONTENT_LIMITED: can use <see cref="GatewayIntents.MessageContent"/> in fewer than 100 guilds.</summary>
    GatewayMessageContentLimited = 1UL << 19,

    /// <summary>EMBEDDED_FIRST_PARTY: undocumented.</summary>
    EmbeddedFirstParty = 1UL << 20,

    /// <summary>APPLICATION_COMMAND_BADGE: has registered global commands.</summary>
    ApplicationCommandBadge = 1UL << 23,
}
