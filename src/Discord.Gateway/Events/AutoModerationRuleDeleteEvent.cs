using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_DELETE: an Auto Moderation rule was deleted. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#auto-moderation-rule-delete">Gateway Events › Auto Moderation Rule Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_RULE_DELETE", GatewayIntents.AutoModerationConfiguration)]
public sealed partial record AutoModerationRuleDeleteEvent : GatewayEvent
{
    /// <summary>The deleted rule.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
