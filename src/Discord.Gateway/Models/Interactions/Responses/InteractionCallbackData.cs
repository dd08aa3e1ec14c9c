using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The content of a response to an interaction: a message, choices, or a modal. Discord's documentation: <i>Interactions › Interaction Callback Data Structure</i>.
/// </summary>
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
