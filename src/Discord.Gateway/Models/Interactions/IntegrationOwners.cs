using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>For whom an application was installed. Discord's documentation: <i>Interactions › Authorizing Integration Owners Object</i>.</summary>
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
