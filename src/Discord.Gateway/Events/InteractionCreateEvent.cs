using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// INTERACTION_CREATE: a user used a command, component or modal; respond over HTTP within 3 s. Sent regardless of intents, unless the
/// application receives interactions over HTTP. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#interaction-create">Gateway Events › Interaction Create</see>.
/// </summary>
[JsonModel]
[Dispatch("INTERACTION_CREATE")]
public sealed partial record InteractionCreateEvent : GatewayEvent
{
    /// <summary>The interaction.</summary>
    [Inline]
    public Interaction Interaction { get; init; } = Interaction.Empty;
}
