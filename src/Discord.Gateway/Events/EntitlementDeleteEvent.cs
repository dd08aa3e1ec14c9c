using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_DELETE: an entitlement was deleted, for example after a refund; not sent when one expires. Sent regardless of intents, to shard 0.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#entitlement-delete">Gateway Events › Entitlement Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("ENTITLEMENT_DELETE")]
public sealed partial record EntitlementDeleteEvent : GatewayEvent
{
    /// <summary>The deleted entitlement.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
