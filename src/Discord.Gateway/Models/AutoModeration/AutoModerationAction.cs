using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What happens when a rule applies. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object">Auto Moderation › Auto Moderation Action Object</see>.</summary>
[JsonModel]
public sealed partial record AutoModerationAction
{
    /// <summary>What.</summary>
    public AutoModerationActionType Type { get; init; }

    /// <summary>More about it; null where there is nothing to tell.</summary>
    public AutoModerationActionMetadata? Metadata { get; init; }
}

/// <summary>What happens when a rule applies. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object-action-types">Auto Moderation › Action Types</see>.</summary>
public enum AutoModerationActionType : long
{
    /// <summary>BLOCK_MESSAGE: the message is not sent.</summary>
    BlockMessage = 1,

    /// <summary>SEND_ALERT_MESSAGE: moderators are told in a channel.</summary>
    SendAlertMessage = 2,

    /// <summary>TIMEOUT: the member is timed out.</summary>
    Timeout = 3,

    /// <summary>BLOCK_MEMBER_INTERACTION: the member can use neither text, voice nor other interactions.</summary>
    BlockMemberInteraction = 4,
}

/// <summary>
/// More about what happens; which properties are there depends on the action. Discord's documentation: <see href="https://discord.com/developers/docs/resources/auto-moderation#auto-moderation-action-object-action-metadata">Auto Moderation › Action Metadata</see>.
/// </summary>
[JsonModel]
public sealed partial record AutoModerationActionMetadata
{
    /// <summary>Where moderators are told.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>How long the timeout is; up to 4 weeks.</summary>
    [Seconds]
    public TimeSpan? DurationSeconds { get; init; }

    /// <summary>What the member is told when a message was blocked; up to 150 characters.</summary>
    public string? CustomMessage { get; init; }
}
