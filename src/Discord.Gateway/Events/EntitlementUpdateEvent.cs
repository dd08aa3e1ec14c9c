using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_UPDATE: an entitlement changed; for subscriptions, it ended. Sent whatever the intents, to shard 0. Discord's documentation:
/// <i>Gateway Events › Entitlement Update</i>.
/// </summary>
[JsonModel]
public sealed partial record EntitlementUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.EntitlementUpdate;

    /// <summary>The entitlement now.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
