using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_DELETE: a rule of automatic moderation was deleted. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <i>Gateway Events › Auto Moderation Rule Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record AutoModerationRuleDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.AutoModerationRuleDelete;

    /// <summary>The rule as it was.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
