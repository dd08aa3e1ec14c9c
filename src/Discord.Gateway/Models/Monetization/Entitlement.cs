using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The access of a user or guild to a premium offering (SKU) of an application. Discord's documentation: <see href="https://discord.com/developers/docs/resources/entitlement#entitlement-object">Entitlement › Entitlement Object</see>.</summary>
[JsonModel]
public sealed partial record Entitlement
{
    /// <summary>The entitlement's id.</summary>
    public Id<Entitlement> Id { get; init; }

    /// <summary>The SKU that the entitlement gives access to.</summary>
    public Id<SkuTag> SkuId { get; init; }

    /// <summary>The application that offers the SKU.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The user who has access; null if Discord did not send it.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>The origin of the entitlement.</summary>
    public EntitlementType Type { get; init; }

    /// <summary>Whether the entitlement was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>When the entitlement becomes valid; null if always, as for test entitlements.</summary>
    [NeverAbsent]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When the entitlement is no longer valid; null if it does not end.</summary>
    [NeverAbsent]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The guild that has access; null if a user has.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>For consumable items, whether the entitlement has been consumed; null for others.</summary>
    public bool? Consumed { get; init; }

    /// <summary>The subscription that the entitlement belongs to; null if none.</summary>
    public Id<Subscription>? SubscriptionId { get; init; }

    /// <summary>The promotion that the entitlement comes from; null if none. Undocumented.</summary>
    public Id<EntityTag>? PromotionId { get; init; }

    /// <summary>Flags about how the entitlement was given; null if Discord did not send them. Undocumented.</summary>
    public long? GiftCodeFlags { get; init; }
}

/// <summary>The origin of an entitlement. Discord's documentation: <see href="https://discord.com/developers/docs/resources/entitlement#entitlement-object-entitlement-types">Entitlement › Entitlement Types</see>.</summary>
public enum EntitlementType : long
{
    /// <summary>PURCHASE: bought by the user.</summary>
    Purchase = 1,

    /// <summary>PREMIUM_SUBSCRIPTION: part of a Nitro subscription.</summary>
    PremiumSubscription = 2,

    /// <summary>DEVELOPER_GIFT: a gift of the developer.</summary>
    DeveloperGift = 3,

    /// <summary>TEST_MODE_PURCHASE: bought by a developer in test mode.</summary>
    TestModePurchase = 4,

    /// <summary>FREE_PURCHASE: granted when the SKU was free.</summary>
    FreePurchase = 5,

    /// <summary>USER_GIFT: a gift of another user.</summary>
    UserGift = 6,

    /// <summary>PREMIUM_PURCHASE: claimed for free with Nitro.</summary>
    PremiumPurchase = 7,

    /// <summary>APPLICATION_SUBSCRIPTION: bought as a subscription to the application.</summary>
    ApplicationSubscription = 8,
}
