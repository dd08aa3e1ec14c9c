using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_INTEGRATIONS_UPDATE: an integration of a guild changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation:
/// <i>Gateway Events › Guild Integrations Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildIntegrationsUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildIntegrationsUpdate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
