using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The OAuth2 scopes and permissions that an application requests when it is installed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#install-params-object">Application › Install Params Object</see>.</summary>
[JsonModel]
public sealed partial record InstallParams
{
    /// <summary>The OAuth2 scopes to request.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The permissions to request for the bot.</summary>
    public Permissions Permissions { get; init; }
}

/// <summary>The default installation settings of an application in guilds and to users. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-integration-types">Application › Application Integration Types</see>.</summary>
[JsonModel]
public sealed partial record IntegrationTypesConfig
{
    /// <summary>The settings for installation in guilds; null if not supported.</summary>
    [JsonPropertyName("0")]
    public IntegrationTypeConfig? Guild { get; init; }

    /// <summary>The settings for installation to users; null if not supported.</summary>
    [JsonPropertyName("1")]
    public IntegrationTypeConfig? User { get; init; }
}

/// <summary>The default installation settings of an application in one context. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-integration-type-configuration-object">Application › Application Integration Type Configuration Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationTypeConfig
{
    /// <summary>The scopes and permissions to request; null if Discord did not send them.</summary>
    [JsonPropertyName("oauth2_install_params")]
    public InstallParams? InstallParams { get; init; }
}
