using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// AUTO_MODERATION_RULE_UPDATE: a rule of automatic moderation changed. Needs <see cref="GatewayIntents.AutoModerationConfiguration"/> and <see
/// cref="Permissions.ManageGuild"/>. Discord's documentation: <i>Gateway Events › Auto Moderation Rule Update</i>.
/// </summary>
[JsonModel]
public sealed partial record AutoModerationRuleUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.AutoModerationRuleUpdate;

    /// <summary>The rule now.</summary>
    [Inline]
    public AutoModerationRule Rule { get; init; } = AutoModerationRule.Empty;
}
