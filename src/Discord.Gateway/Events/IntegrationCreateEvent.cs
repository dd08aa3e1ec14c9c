using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_CREATE: an integration was added to a guild. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#integration-create">Gateway Events › Integration Create</see>.
/// </summary>
[JsonModel]
[Dispatch("INTEGRATION_CREATE", GatewayIntents.GuildIntegrations)]
public sealed partial record IntegrationCreateEvent : GatewayEvent
{
    /// <summary>The integration, without its user.</summary>
    [Inline]
    public Integration Integration { get; init; } = Integration.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
