using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_CREATE: an Auto Moderation rule was created. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#auto-moderation-rule-create">Gateway Events › Auto Moderation Rule Create</see>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_RULE_CREATE", GatewayIntents.AutoModerationConfiguration)]
public sealed partial record AutoModerationRuleCreateEvent : GatewayEvent
{
    /// <summary>The rule.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
