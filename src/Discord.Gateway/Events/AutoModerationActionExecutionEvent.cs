using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_ACTION_EXECUTION: an Auto Moderation rule was triggered and an action was executed, such as blocking a message. Needs <see cref="GatewayIntents.AutoModerationExecution"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#auto-moderation-action-execution">Gateway Events › Auto Moderation Action Execution</see>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_ACTION_EXECUTION", GatewayIntents.AutoModerationExecution)]
public sealed partial record AutoModerationActionExecutionEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The executed action.</summary>
    public AutoModerationAction Action { get; init; } = AutoModerationAction.Empty;

    /// <summary>The rule.</summary>
    public Id<AutoModerationRule> RuleId { get; init; }

    /// <summary>The trigger type of the rule.</summary>
    public AutoModerationTriggerType RuleTriggerType { get; init; }

    /// <summary>The user whose content triggered the rule.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel in which the content was posted.</summary>
    public new Id<Channel>? ChannelId { get; init; }

    /// <summary>The message; null if it was blocked, or if the content was not part of a message.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The system message that the action posted as an alert, if it posted one.</summary>
    public Id<Message>? AlertSystemMessageId { get; init; }

    /// <summary>The user's content; empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>The word or phrase of the rule that triggered it.</summary>
    [NeverAbsent]
    public string? MatchedKeyword { get; init; }

    /// <summary>The part of the content that triggered the rule; empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    [NeverAbsent]
    public string? MatchedContent { get; init; }
}
