using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The purchase or renewal of a role subscription. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#role-subscription-data-object">Message › Role Subscription Data Object</see>.</summary>
[JsonModel]
public sealed partial record RoleSubscriptionData
{
    /// <summary>The SKU and listing that the user subscribed to.</summary>
    public Id<SkuTag> RoleSubscriptionListingId { get; init; }

    /// <summary>The name of the tier.</summary>
    public string TierName { get; init; } = "";

    /// <summary>The total number of months that the user has been subscribed for.</summary>
    public int TotalMonthsSubscribed { get; init; }

    /// <summary>Whether this is a renewal (true) or a new purchase (false).</summary>
    public bool IsRenewal { get; init; }
}
