using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A modal to open: a form with up to five components. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure">Interactions › Interaction Callback Data Structure</see>.</summary>
[JsonModel]
public sealed partial record ModalCallbackData : InteractionCallbackData
{
    /// <summary>The maximum length of <see cref="CustomId"/>, in characters.</summary>
    public const int MaxCustomIdLength = 100;

    /// <summary>The maximum length of <see cref="Title"/>, in characters.</summary>
    public const int MaxTitleLength = 45;

    /// <summary>The maximum number of components.</summary>
    public const int MaxComponents = 5;

    /// <summary>The custom id that <see cref="ModalSubmitData.CustomId"/> has when the user submits the modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The title; 1–45 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>The components, 1–5: labels that contain an input, and text displays.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    internal override void Validate()
    {
        CallbackLimits.RequireLength(CustomId, 1, MaxCustomIdLength, nameof(CustomId), "Keep longer data in the bot, and use its key as the custom id");
        CallbackLimits.RequireLength(Title, 1, MaxTitleLength, nameof(Title), "Put the rest into a TextDisplay");
        CallbackLimits.RequireCount(Components, MaxComponents, nameof(Components), "Ask for less, or open a second modal later");
        if (Components.Count == 0)
        {
            throw new ArgumentException("A modal needs at least one component: add a Label with an input.", nameof(Components));
        }
    }
}
