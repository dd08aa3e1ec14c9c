using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_UPDATE: an integration changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#integration-update">Gateway Events › Integration Update</see>.
/// </summary>
[JsonModel]
[Dispatch("INTEGRATION_UPDATE", GatewayIntents.GuildIntegrations)]
public sealed partial record IntegrationUpdateEvent : GatewayEvent
{
    /// <summary>The integration after the change, without its user.</summary>
    [Inline]
    public Integration Integration { get; init; } = Integration.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
