using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_ACTION_EXECUTION: a rule of automatic moderation applied. Needs <see cref="GatewayIntents.AutoModerationExecution"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#auto-moderation-action-execution">Gateway Events › Auto Moderation Action Execution</see>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_ACTION_EXECUTION", GatewayIntents.AutoModerationExecution)]
public sealed partial record AutoModerationActionExecutionEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>What was done.</summary>
    public AutoModerationAction Action { get; init; } = AutoModerationAction.Empty;

    /// <summary>The rule.</summary>
    public Id<AutoModerationRule> RuleId { get; init; }

    /// <summary>What the rule looks for.</summary>
    public AutoModerationTriggerType RuleTriggerType { get; init; }

    /// <summary>The user it applied to.</summary>
    public new Id<User> UserId { get; init; }

    /// <summary>The channel.</summary>
    public new Id<Channel>? ChannelId { get; init; }

    /// <summary>The message; null if it was blocked, or there was none.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The message that told moderators.</summary>
    public Id<Message>? AlertSystemMessageId { get; init; }

    /// <summary>The user's text; empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    public string Content { get; init; } = "";

    /// <summary>The word or pattern of the rule.</summary>
    [NeverAbsent]
    public string? MatchedKeyword { get; init; }

    /// <summary>What in the text it found; empty without <see cref="GatewayIntents.MessageContent"/>.</summary>
    [NeverAbsent]
    public string? MatchedContent { get; init; }
}
