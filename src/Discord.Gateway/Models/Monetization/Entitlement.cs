using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What a user or guild has bought of an application. Discord's documentation: <see href="https://discord.com/developers/docs/resources/entitlement#entitlement-object">Entitlement › Entitlement Object</see>.</summary>
[JsonModel]
public sealed partial record Entitlement
{
    /// <summary>The entitlement's id.</summary>
    public Id<Entitlement> Id { get; init; }

    /// <summary>What was bought.</summary>
    public Id<Sku> SkuId { get; init; }

    /// <summary>The application.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The user who has it; null if a guild has.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>How it was come by.</summary>
    public EntitlementType Type { get; init; }

    /// <summary>Whether it was taken away.</summary>
    public bool Deleted { get; init; }

    /// <summary>From when it holds; null for always, as in tests.</summary>
    [NeverAbsent]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until when it holds; null for no end.</summary>
    [NeverAbsent]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The guild that has it; null if a user has.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>Whether what can be used up was.</summary>
    public bool? Consumed { get; init; }

    /// <summary>The subscription that it belongs to; null for none.</summary>
    public Id<Subscription>? SubscriptionId { get; init; }

    /// <summary>The promotion that it came by; null for none.</summary>
    public Id<Entity>? PromotionId { get; init; }

    /// <summary>How it was given, by Discord's flags, which are not documented.</summary>
    public long? GiftCodeFlags { get; init; }
}

/// <summary>How an entitlement was come by. Discord's documentation: <see href="https://discord.com/developers/docs/resources/entitlement#entitlement-object-entitlement-types">Entitlement › Entitlement Types</see>.</summary>
public enum EntitlementType : long
{
    /// <summary>PURCHASE: bought.</summary>
    Purchase = 1,

    /// <summary>PREMIUM_SUBSCRIPTION: came with Nitro.</summary>
    PremiumSubscription = 2,

    /// <summary>DEVELOPER_GIFT: given by the developer.</summary>
    DeveloperGift = 3,

    /// <summary>TEST_MODE_PURCHASE: bought in test mode.</summary>
    TestModePurchase = 4,

    /// <summary>FREE_PURCHASE: free.</summary>
    FreePurchase = 5,

    /// <summary>USER_GIFT: given by a user.</summary>
    UserGift = 6,

    /// <summary>PREMIUM_PURCHASE: free with Nitro.</summary>
    PremiumPurchase = 7,

    /// <summary>APPLICATION_SUBSCRIPTION: a subscription to the application.</summary>
    ApplicationSubscription = 8,
}
