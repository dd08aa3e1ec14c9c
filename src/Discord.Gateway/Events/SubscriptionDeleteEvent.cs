using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// SUBSCRIPTION_DELETE: a subscription was deleted. Sent whatever the intents, to shard 0. Discord's documentation: <i>Gateway Events › Subscription
/// Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record SubscriptionDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.SubscriptionDelete;

    /// <summary>The subscription as it was.</summary>
    [Inline]
    public Subscription Subscription { get; init; } = Subscription.Empty;
}
