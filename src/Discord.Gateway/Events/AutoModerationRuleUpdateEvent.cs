using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_UPDATE: a rule of automatic moderation changed. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <i>Gateway Events › Auto Moderation Rule Update</i>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_RULE_UPDATE", GatewayIntents.AutoModerationConfiguration)]
public sealed partial record AutoModerationRuleUpdateEvent : GatewayEvent
{
    /// <summary>The rule now.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
