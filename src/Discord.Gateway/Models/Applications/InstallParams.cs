using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What an application asks for when it is installed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#install-params-object">Application › Install Params Object</see>.</summary>
[JsonModel]
public sealed partial record InstallParams
{
    /// <summary>The OAuth2 scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The bot's permissions.</summary>
    public Permissions Permissions { get; init; }
}

/// <summary>
/// How an application is installed in guilds, and for users. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-integration-types">Application › Application Integration Types</see>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationTypesConfig
{
    /// <summary>In guilds; null if it cannot be.</summary>
    [JsonPropertyName("0")]
    public IntegrationTypeConfig? Guild { get; init; }

    /// <summary>For users; null if it cannot be.</summary>
    [JsonPropertyName("1")]
    public IntegrationTypeConfig? User { get; init; }
}

/// <summary>
/// How an application is installed in one way. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-integration-type-configuration-object">Application › Application Integration Type Configuration Object</see>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationTypeConfig
{
    /// <summary>What it asks for.</summary>
    [JsonPropertyName("oauth2_install_params")]
    public InstallParams? InstallParams { get; init; }
}
