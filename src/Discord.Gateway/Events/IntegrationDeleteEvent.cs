using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_DELETE: an integration was removed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#integration-delete">Gateway Events › Integration Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("INTEGRATION_DELETE", GatewayIntents.GuildIntegrations)]
public sealed partial record IntegrationDeleteEvent : GatewayEvent
{
    /// <summary>The integration.</summary>
    public Id<Integration> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The application of the integration, if it was a bot or OAuth2 application.</summary>
    public Id<Application>? ApplicationId { get; init; }
}
