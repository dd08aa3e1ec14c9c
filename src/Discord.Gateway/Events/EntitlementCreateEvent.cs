using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// ENTITLEMENT_CREATE: a user or guild bought something. Sent whatever the intents, to shard 0. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#entitlement-create">Gateway Events › Entitlement Create</see>.
/// </summary>
[JsonModel]
[Dispatch("ENTITLEMENT_CREATE")]
public sealed partial record EntitlementCreateEvent : GatewayEvent
{
    /// <summary>What was bought.</summary>
    [Inline]
    public Entitlement Entitlement { get; init; } = Entitlement.Empty;
}
