using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The content of a response to an interaction: a message, autocomplete choices, or a modal. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure">Interactions › Interaction Callback Data Structure</see>.</summary>
[Variant<MessageCallbackData>(InteractionCallbackType.ChannelMessageWithSource)]
[Variant<MessageCallbackData>(InteractionCallbackType.DeferredChannelMessageWithSource)]
[Variant<MessageCallbackData>(InteractionCallbackType.DeferredUpdateMessage)]
[Variant<MessageCallbackData>(InteractionCallbackType.UpdateMessage)]
[Variant<AutocompleteCallbackData>(InteractionCallbackType.ApplicationCommandAutocompleteResult)]
[Variant<ModalCallbackData>(InteractionCallbackType.Modal)]
[UnknownVariant<UnknownCallbackData>]
[JsonModel]
public abstract partial record InteractionCallbackData
{
    private protected InteractionCallbackData()
    {
    }

    /// <summary>Throws if Discord is sure to refuse it.</summary>
    internal virtual void Validate()
    {
    }
}
