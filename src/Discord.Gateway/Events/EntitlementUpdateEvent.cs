using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_UPDATE: an entitlement changed; for subscriptions, it ended. Sent whatever the intents, to shard 0. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#entitlement-update">Gateway Events › Entitlement Update</see>.
/// </summary>
[JsonModel]
[Dispatch("ENTITLEMENT_UPDATE")]
public sealed partial record EntitlementUpdateEvent : GatewayEvent
{
    /// <summary>The entitlement now.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
