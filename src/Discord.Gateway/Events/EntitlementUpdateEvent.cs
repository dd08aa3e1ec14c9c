using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_UPDATE: an entitlement changed. For a subscription, it is sent only when the subscription ends. Sent regardless of intents, to shard 0. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#entitlement-update">Gateway Events › Entitlement Update</see>.
/// </summary>
[JsonModel]
[Dispatch("ENTITLEMENT_UPDATE")]
public sealed partial record EntitlementUpdateEvent : GatewayEvent
{
    /// <summary>The entitlement after the change.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
