namespace Discord.Gateway.Models;

/// <summary>Marks of a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object-message-flags">Message › Message Flags</see>.</summary>
[Flags]
public enum MessageFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CROSSPOSTED: published to channels that follow.</summary>
    Crossposted = 1 << 0,

    /// <summary>IS_CROSSPOST: came from a channel that is followed.</summary>
    IsCrosspost = 1 << 1,

    /// <summary>SUPPRESS_EMBEDS.</summary>
    SuppressEmbeds = 1 << 2,

    /// <summary>SOURCE_MESSAGE_DELETED: what it is a crosspost of was deleted.</summary>
    SourceMessageDeleted = 1 << 3,

    /// <summary>URGENT: from Discord's urgent message system.</summary>
    Urgent = 1 << 4,

    /// <summary>HAS_THREAD: started a thread.</summary>
    HasThread = 1 << 5,

    /// <summary>EPHEMERAL: seen only by the user of the interaction.</summary>
    Ephemeral = 1 << 6,

    /// <summary>LOADING: the answer is still to come.</summary>
    Loading = 1 << 7,

    /// <summary>FAILED_TO_MENTION_SOME_ROLES_IN_THREAD.</summary>
    FailedToMentionSomeRolesInThread = 1 << 8,

    /// <summary>SHOULD_SHOW_LINK_NOT_DISCORD_WARNING: undocumented.</summary>
    ShouldShowLinkNotDiscordWarning = 1 << 10,

    /// <summary>SUPPRESS_NOTIFICATIONS: silent.</summary>
    SuppressNotifications = 1 << 12,

    /// <summary>IS_VOICE_MESSAGE.</summary>
    IsVoiceMessage = 1 << 13,

    /// <summary>HAS_SNAPSHOT: forwards a message.</summary>
    HasSnapshot = 1 << 14,

    /// <summary>IS_COMPONENTS_V2: is made of components alone.</summary>
    IsComponentsV2 = 1 << 15,
}
