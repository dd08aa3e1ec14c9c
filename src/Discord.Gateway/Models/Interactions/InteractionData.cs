using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The command, component or modal of an interaction, with the user's input: match on its type, as in <c>case ApplicationCommandData { Name: "ping" }</c>. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-data">Interactions › Interaction Data</see>.
/// </summary>
[Variant<ApplicationCommandData>(InteractionType.ApplicationCommand)]
[Variant<ApplicationCommandData>(InteractionType.ApplicationCommandAutocomplete)]
[Variant<MessageComponentData>(InteractionType.MessageComponent)]
[Variant<ModalSubmitData>(InteractionType.ModalSubmit)]
[UnknownVariant<UnknownInteractionData>]
[JsonModel]
public abstract partial record InteractionData
{
    private protected InteractionData()
    {
    }
}
