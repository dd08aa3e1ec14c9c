using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_CREATE: a user or guild bought something. Sent whatever the intents, to shard 0. Discord's documentation: <i>Gateway Events ›
/// Entitlement Create</i>.
/// </summary>
[JsonModel]
public sealed partial record EntitlementCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.EntitlementCreate;

    /// <summary>What was bought.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
