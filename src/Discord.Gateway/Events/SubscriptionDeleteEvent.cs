using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// SUBSCRIPTION_DELETE: a subscription was deleted. Sent regardless of intents, to shard 0. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#subscription-delete">Gateway Events › Subscription Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("SUBSCRIPTION_DELETE")]
public sealed partial record SubscriptionDeleteEvent : GatewayEvent
{
    /// <summary>The deleted subscription.</summary>
    [Inline]
    public Subscription Subscription { get; init; } = Subscription.Empty;
}
