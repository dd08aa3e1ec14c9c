using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// SUBSCRIPTION_UPDATE: a subscription changed. Sent regardless of intents, to shard 0. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#subscription-update">Gateway Events › Subscription Update</see>.
/// </summary>
[JsonModel]
[Dispatch("SUBSCRIPTION_UPDATE")]
public sealed partial record SubscriptionUpdateEvent : GatewayEvent
{
    /// <summary>The subscription after the change.</summary>
    [Inline]
    public Subscription Subscription { get; init; } = Subscription.Empty;
}
