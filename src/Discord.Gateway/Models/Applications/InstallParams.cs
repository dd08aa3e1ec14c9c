using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What an application asks for when it is installed. Discord's documentation: <i>Application › Install Params Object</i>.</summary>
[JsonModel]
public sealed partial record InstallParams
{
    /// <summary>The OAuth2 scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The bot's permissions.</summary>
    public Permissions Permissions { get; init; }
}

/// <summary>
/// How an application is installed in guilds, and for users. Discord's documentation: <i>Application › Application Integration Types</i>.
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
/// How an application is installed in one way. Discord's documentation: <i>Application › Application Integration Type Configuration Object</i>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationTypeConfig
{
    /// <summary>What it asks for.</summary>
    [JsonPropertyName("oauth2_install_params")]
    public InstallParams? InstallParams { get; init; }
}
