using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Regular payments of a user. Discord's documentation: <see href="https://discord.com/developers/docs/resources/subscription#subscription-object">Subscription › Subscription Object</see>.</summary>
[JsonModel]
public sealed partial record Subscription
{
    /// <summary>The subscription's id; its time is when it began.</summary>
    public Id<Subscription> Id { get; init; }

    /// <summary>Who pays.</summary>
    public Id<User> UserId { get; init; }

    /// <summary>What for.</summary>
    public IReadOnlyList<Id<Sku>> SkuIds { get; init; } = [];

    /// <summary>What it gives.</summary>
    public IReadOnlyList<Id<Entitlement>> EntitlementIds { get; init; } = [];

    /// <summary>What for, after it is renewed; null for the same.</summary>
    [NeverAbsent]
    public IReadOnlyList<Id<Sku>>? RenewalSkuIds { get; init; }

    /// <summary>When the current period began.</summary>
    public DateTimeOffset CurrentPeriodStart { get; init; }

    /// <summary>When the current period ends.</summary>
    public DateTimeOffset CurrentPeriodEnd { get; init; }

    /// <summary>Whether it goes on. Give access by entitlements, not by this.</summary>
    public SubscriptionStatus Status { get; init; }

    /// <summary>When it was cancelled; null if it was not.</summary>
    [NeverAbsent]
    public DateTimeOffset? CanceledAt { get; init; }

    /// <summary>The country of the payment, by ISO 3166-1; told with a private scope only.</summary>
    public string? Country { get; init; }
}

/// <summary>Whether a subscription goes on. Discord's documentation: <see href="https://discord.com/developers/docs/resources/subscription#subscription-statuses">Subscription › Subscription Statuses</see>.</summary>
public enum SubscriptionStatus : long
{
    /// <summary>ACTIVE: will be renewed.</summary>
    Active = 0,

    /// <summary>INACTIVE: is over.</summary>
    Inactive = 1,

    /// <summary>ENDING: will not be renewed.</summary>
    Ending = 2,
}
