namespace Discord.Gateway.Models;

/// <summary>Flags of a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-object-message-flags">Message › Message Flags</see>.</summary>
[Flags]
public enum MessageFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>CROSSPOSTED: has been published to the channels that follow its channel.</summary>
    Crossposted = 1 << 0,

    /// <summary>IS_CROSSPOST: was published from a channel that this one follows.</summary>
    IsCrosspost = 1 << 1,

    /// <summary>SUPPRESS_EMBEDS: embeds are not shown.</summary>
    SuppressEmbeds = 1 << 2,

    /// <summary>SOURCE_MESSAGE_DELETED: is a crosspost whose source was deleted.</summary>
    SourceMessageDeleted = 1 << 3,

    /// <summary>URGENT: comes from Discord's urgent message system.</summary>
    Urgent = 1 << 4,

    /// <summary>HAS_THREAD: has a thread, whose id is that of the message.</summary>
    HasThread = 1 << 5,

    /// <summary>EPHEMERAL: is visible only to the user of the interaction.</summary>
    Ephemeral = 1 << 6,

    /// <summary>LOADING: is a deferred response to an interaction; the bot is "thinking".</summary>
    Loading = 1 << 7,

    /// <summary>FAILED_TO_MENTION_SOME_ROLES_IN_THREAD: could not mention some roles and add their members to the thread.</summary>
    FailedToMentionSomeRolesInThread = 1 << 8,

    /// <summary>SHOULD_SHOW_LINK_NOT_DISCORD_WARNING: undocumented.</summary>
    ShouldShowLinkNotDiscordWarning = 1 << 10,

    /// <summary>SUPPRESS_NOTIFICATIONS: causes no push or desktop notifications.</summary>
    SuppressNotifications = 1 << 12,

    /// <summary>IS_VOICE_MESSAGE: is a voice message, with a single audio attachment. Cannot be edited.</summary>
    IsVoiceMessage = 1 << 13,

    /// <summary>HAS_SNAPSHOT: is a forward; see <see cref="Message.MessageSnapshots"/>.</summary>
    HasSnapshot = 1 << 14,

    /// <summary>IS_COMPONENTS_V2: consists of components only. Cannot be removed from a message.</summary>
    IsComponentsV2 = 1 << 15,
}
