using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_INTEGRATIONS_UPDATE: an integration of a guild changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#guild-integrations-update">Gateway Events › Guild Integrations Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_INTEGRATIONS_UPDATE", GatewayIntents.GuildIntegrations)]
public sealed partial record GuildIntegrationsUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
