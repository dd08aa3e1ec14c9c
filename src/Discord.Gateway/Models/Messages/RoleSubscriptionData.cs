using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A role subscription that was bought or renewed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#role-subscription-data-object">Message › Role Subscription Data Object</see>.</summary>
[JsonModel]
public sealed partial record RoleSubscriptionData
{
    /// <summary>What was bought.</summary>
    public Id<Sku> RoleSubscriptionListingId { get; init; }

    /// <summary>The name of its tier.</summary>
    public string TierName { get; init; } = "";

    /// <summary>For how many months in all.</summary>
    public int TotalMonthsSubscribed { get; init; }

    /// <summary>Whether it was renewed.</summary>
    public bool IsRenewal { get; init; }
}
