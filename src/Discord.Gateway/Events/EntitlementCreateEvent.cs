using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_CREATE: an entitlement was created: a user or guild got access to an SKU, for example by buying it. Sent regardless of intents, to shard 0.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#entitlement-create">Gateway Events › Entitlement Create</see>.
/// </summary>
[JsonModel]
[Dispatch("ENTITLEMENT_CREATE")]
public sealed partial record EntitlementCreateEvent : GatewayEvent
{
    /// <summary>The entitlement.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
