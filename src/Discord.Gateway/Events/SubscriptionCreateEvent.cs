using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// SUBSCRIPTION_CREATE: a subscription was created; it may not be active yet. Sent regardless of intents, to shard 0. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#subscription-create">Gateway Events › Subscription Create</see>.
/// </summary>
[JsonModel]
[Dispatch("SUBSCRIPTION_CREATE")]
public sealed partial record SubscriptionCreateEvent : GatewayEvent
{
    /// <summary>The subscription.</summary>
    [Inline]
    public Subscription Subscription { get; init; } = Subscription.Empty;
}
