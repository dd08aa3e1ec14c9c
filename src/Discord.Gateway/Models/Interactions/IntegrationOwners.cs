using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>For whom an application was installed. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object">Interactions › Authorizing Integration Owners Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationOwners
{
    /// <summary>The guild it was installed in; 0 if used in direct messages with the bot.</summary>
    [JsonPropertyName("0")]
    public Id<Guild>? Guild { get; init; }

    /// <summary>The user who installed it.</summary>
    [JsonPropertyName("1")]
    public Id<User>? User { get; init; }
}
