using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The guild and the user whose installation of an application authorises an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object">Interactions › Authorizing Integration Owners Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationOwners
{
    /// <summary>
    /// The guild, for an application installed in a guild; 0 in direct messages with the bot. Null if the application is not authorised by a guild's installation.
    /// </summary>
    [JsonPropertyName("0")]
    public Id<Guild>? Guild { get; init; }

    /// <summary>The user, for an application installed to a user; null if the application is not authorised by a user's installation.</summary>
    [JsonPropertyName("1")]
    public Id<User>? User { get; init; }
}
