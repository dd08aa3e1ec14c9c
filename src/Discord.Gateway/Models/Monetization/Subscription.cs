using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's recurring payment for at least one SKU. To decide about access, use <see cref="Entitlement"/>s, not the subscription. Discord's documentation: <see href="https://discord.com/developers/docs/resources/subscription#subscription-object">Subscription › Subscription Object</see>.</summary>
[JsonModel]
public sealed partial record Subscription
{
    /// <summary>The subscription's id, whose creation time is the start of the subscription.</summary>
    public Id<Subscription> Id { get; init; }

    /// <summary>The user who is subscribed.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>The SKUs that the user is subscribed to.</summary>
    public IReadOnlyList<Id<SkuTag>> SkuIds { get; init; } = [];

    /// <summary>The entitlements that the subscription grants.</summary>
    public IReadOnlyList<Id<Entitlement>> EntitlementIds { get; init; } = [];

    /// <summary>The SKUs that the user will be subscribed to after the next renewal; null if they do not change.</summary>
    [NeverAbsent]
    public IReadOnlyList<Id<SkuTag>>? RenewalSkuIds { get; init; }

    /// <summary>When the current period started.</summary>
    public DateTimeOffset CurrentPeriodStart { get; init; }

    /// <summary>When the current period ends.</summary>
    public DateTimeOffset CurrentPeriodEnd { get; init; }

    /// <summary>The status. To decide about access, use <see cref="Entitlement"/>s, not the status.</summary>
    public SubscriptionStatus Status { get; init; }

    /// <summary>When the subscription was cancelled; null if it was not.</summary>
    [NeverAbsent]
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>The country of the payment source as an ISO 3166-1 alpha-2 code; null without a private OAuth2 scope.</summary>
    public string? Country { get; init; }
}

/// <summary>The status of a subscription. Discord's documentation: <see href="https://discord.com/developers/docs/resources/subscription#subscription-statuses">Subscription › Subscription Statuses</see>.</summary>
public enum SubscriptionStatus : long
{
    /// <summary>ACTIVE: active, and will renew.</summary>
    Active = 0,

    /// <summary>INACTIVE: inactive, and not charged.</summary>
    Inactive = 1,

    /// <summary>ENDING: active, but will not renew.</summary>
    Ending = 2,
}
