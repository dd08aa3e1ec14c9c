using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The origin of a special role. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-tags-structure">Permissions › Role Tags Structure</see>.</summary>
[JsonModel]
public sealed partial record RoleTags
{
    /// <summary>The bot that the role belongs to; null if none.</summary>
    public Id<User>? BotId { get; init; }

    /// <summary>The integration that the role belongs to; null if none.</summary>
    public Id<Integration>? IntegrationId { get; init; }

    /// <summary>Whether the role is that of the guild's boosters.</summary>
    [NullFlag]
    public bool PremiumSubscriber { get; init; }

    /// <summary>The SKU and listing of the role's subscription; null if none.</summary>
    public Id<SkuTag>? SubscriptionListingId { get; init; }

    /// <summary>Whether the role can be bought.</summary>
    [NullFlag]
    public bool AvailableForPurchase { get; init; }

    /// <summary>Whether the role is a linked role.</summary>
    [NullFlag]
    public bool GuildConnections { get; init; }
}
