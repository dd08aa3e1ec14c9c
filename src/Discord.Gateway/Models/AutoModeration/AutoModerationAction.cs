using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An action that Discord takes when an Auto Moderation rule is triggered. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object">Auto Moderation › Auto Moderation Action Object</see>.</summary>
[JsonModel]
public sealed partial record AutoModerationAction
{
    /// <summary>The type of action.</summary>
    public AutoModerationActionType Type { get; init; }

    /// <summary>The settings of the action; null for actions without settings.</summary>
    public AutoModerationActionMetadata? Metadata { get; init; }
}

/// <summary>The type of an Auto Moderation action. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object-action-types">Auto Moderation › Action Types</see>.</summary>
public enum AutoModerationActionType : long
{
    /// <summary>BLOCK_MESSAGE: prevents the message from being posted.</summary>
    BlockMessage = 1,

    /// <summary>SEND_ALERT_MESSAGE: logs the content to a channel.</summary>
    SendAlertMessage = 2,

    /// <summary>
    /// TIMEOUT: times out the member. Only for rules of <see cref="AutoModerationTriggerType.Keyword"/> and <see cref="AutoModerationTriggerType.MentionSpam"/>.
    /// </summary>
    Timeout = 3,

    /// <summary>BLOCK_MEMBER_INTERACTION: prevents the member from using text, voice or other interactions.</summary>
    BlockMemberInteraction = 4,
}

/// <summary>The settings of an Auto Moderation action; its type decides which properties Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object-action-metadata">Auto Moderation › Action Metadata</see>.</summary>
[JsonModel]
public sealed partial record AutoModerationActionMetadata
{
    /// <summary>The channel that the content is logged to, for <see cref="AutoModerationActionType.SendAlertMessage"/>; null otherwise.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>The duration of the timeout, for <see cref="AutoModerationActionType.Timeout"/>; up to 4 weeks. Null otherwise.</summary>
    [Seconds]
    public TimeSpan? DurationSeconds { get; init; }

    /// <summary>The explanation shown to the member, for <see cref="AutoModerationActionType.BlockMessage"/>; up to 150 characters. Null if none.</summary>
    public string? CustomMessage { get; init; }
}
