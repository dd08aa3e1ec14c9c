using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_DELETE: a rule of automatic moderation was deleted. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <i>Gateway Events › Auto Moderation Rule Delete</i>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_RULE_DELETE", GatewayIntents.AutoModerationConfiguration)]
public sealed partial record AutoModerationRuleDeleteEvent : GatewayEvent
{
    /// <summary>The rule as it was.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
