using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The modal that was filled in. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure">Interactions › Modal Submit Data Structure</see>.</summary>
/// <example>
/// <code>
/// if (interaction.Data is ModalSubmitData { CustomId: "feedback" } modal)
/// {
///     Console.WriteLine($"{interaction.GetUser().Username} wrote: {modal.GetText("text")}");
/// }
/// </code>
/// </example>
[JsonModel]
public sealed partial record ModalSubmitData : InteractionData
{
    /// <summary>The modal's custom id.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Its components, with what the user gave.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The users, roles, channels and files that the user gave.</summary>
    public ResolvedData? Resolved { get; init; }
}
