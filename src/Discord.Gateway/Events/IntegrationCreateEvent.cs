using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_CREATE: something was linked to a guild. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <i>Gateway
/// Events › Integration Create</i>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.IntegrationCreate;

    /// <summary>The integration, without its user.</summary>
    [Inline]
    public Integration Integration { get; init; } = Integration.Empty;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
