using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What makes a role special. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-tags-structure">Permissions › Role Tags Structure</see>.</summary>
[JsonModel]
public sealed partial record RoleTags
{
    /// <summary>The bot it belongs to.</summary>
    public Id<User>? BotId { get; init; }

    /// <summary>The integration it belongs to.</summary>
    public Id<Integration>? IntegrationId { get; init; }

    /// <summary>Whether it is that of the boosters.</summary>
    [NullFlag]
    public bool PremiumSubscriber { get; init; }

    /// <summary>The subscription that gives it.</summary>
    public Id<Sku>? SubscriptionListingId { get; init; }

    /// <summary>Whether it can be bought.</summary>
    [NullFlag]
    public bool AvailableForPurchase { get; init; }

    /// <summary>Whether it is given for linked accounts.</summary>
    [NullFlag]
    public bool GuildConnections { get; init; }
}
