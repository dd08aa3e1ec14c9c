using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// INTEGRATION_DELETE: an integration was removed. Needs <see cref="GatewayIntents.GuildIntegrations"/>. Discord's documentation: <i>Gateway Events ›
/// Integration Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record IntegrationDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.IntegrationDelete;

    /// <summary>The integration.</summary>
    public Id<Integration> Id { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The bot's application, if it was a bot.</summary>
    public Id<Application>? ApplicationId { get; init; }
}
