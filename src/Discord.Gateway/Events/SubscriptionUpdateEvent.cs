using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// SUBSCRIPTION_UPDATE: a subscription changed. Sent whatever the intents, to shard 0. Discord's documentation: <i>Gateway Events › Subscription
/// Update</i>.
/// </summary>
[JsonModel]
public sealed partial record SubscriptionUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.SubscriptionUpdate;

    /// <summary>The subscription now.</summary>
    [Inline]
    public Subscription Subscription { get; init; } = Subscription.Empty;
}
