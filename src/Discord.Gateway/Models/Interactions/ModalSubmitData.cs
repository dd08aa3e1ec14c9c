using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A modal that a user submitted, with the input. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure">Interactions › Modal Submit Data Structure</see>.</summary>
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
    /// <summary>The custom id that the bot gave the modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The modal's components with the user's input; the methods of this type find them by custom id.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The users, members, roles, channels and attachments that the user chose or uploaded; null if there are none.</summary>
    public ResolvedData? Resolved { get; init; }
}
