using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// INTERACTION_CREATE: a user used a command, component or modal; answer it over HTTP within 3 seconds. Sent whatever the intents, unless the
/// application takes interactions over HTTP. Discord's documentation: <i>Gateway Events › Interaction Create</i>.
/// </summary>
[JsonModel]
public sealed partial record InteractionCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.InteractionCreate;

    /// <summary>The interaction.</summary>
    [Inline]
    public Interaction Interaction { get; init; } = Interaction.Empty;
}
