namespace Discord.Gateway.Models;

/// <summary>Marks of an application. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-flags">Application › Application Flags</see>.</summary>
[Flags]
public enum ApplicationFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>EMBEDDED_RELEASED: undocumented.</summary>
    EmbeddedReleased = 1UL << 1,

    /// <summary>MANAGED_EMOJI: undocumented.</summary>
    ManagedEmoji = 1UL << 2,

    /// <summary>EMBEDDED_IAP: undocumented.</summary>
    EmbeddedIap = 1UL << 3,

    /// <summary>GROUP_DM_CREATE: undocumented.</summary>
    GroupDmCreate = 1UL << 4,

    /// <summary>APPLICATION_AUTO_MODERATION_RULE_CREATE_BADGE: uses automatic moderation.</summary>
    ApplicationAutoModerationRuleCreateBadge = 1UL << 6,

    /// <summary>RPC_HAS_CONNECTED: undocumented.</summary>
    RpcHasConnected = 1UL << 11,

    /// <summary>GATEWAY_PRESENCE: may have presences.</summary>
    GatewayPresence = 1UL << 12,

    /// <summary>GATEWAY_PRESENCE_LIMITED: may have presences while small.</summary>
    GatewayPresenceLimited = 1UL << 13,

    /// <summary>GATEWAY_GUILD_MEMBERS: may have members.</summary>
    GatewayGuildMembers = 1UL << 14,

    /// <summary>GATEWAY_GUILD_MEMBERS_LIMITED: may have members while small.</summary>
    GatewayGuildMembersLimited = 1UL << 15,

    /// <summary>VERIFICATION_PENDING_GUILD_LIMIT: grows unusually.</summary>
    VerificationPendingGuildLimit = 1UL << 16,

    /// <summary>EMBEDDED: is an activity.</summary>
    Embedded = 1UL << 17,

    /// <summary>GATEWAY_MESSAGE_CONTENT: may have message content.</summary>
    GatewayMessageContent = 1UL << 18,

    /// <summary>GATEWAY_MESSAGE_CONTENT_LIMITED: may have message content while small.</summary>
    GatewayMessageContentLimited = 1UL << 19,

    /// <summary>EMBEDDED_FIRST_PARTY: undocumented.</summary>
    EmbeddedFirstParty = 1UL << 20,

    /// <summary>APPLICATION_COMMAND_BADGE: has global commands.</summary>
    ApplicationCommandBadge = 1UL << 23,
}
