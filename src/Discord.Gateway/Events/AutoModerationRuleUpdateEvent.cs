using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_UPDATE: an Auto Moderation rule changed. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#auto-moderation-rule-update">Gateway Events › Auto Moderation Rule Update</see>.
/// </summary>
[JsonModel]
[Dispatch("AUTO_MODERATION_RULE_UPDATE", GatewayIntents.AutoModerationConfiguration)]
public sealed partial record AutoModerationRuleUpdateEvent : GatewayEvent
{
    /// <summary>The rule after the change.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
