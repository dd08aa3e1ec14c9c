using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_UPDATE: an integration changed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <i>Gateway Events ›
/// Integration Update</i>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.IntegrationUpdate;

    /// <summary>The integration now, without its user.</summary>
    [Inline]
    public Integration Integration { get; init; } = Integration.Empty;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
