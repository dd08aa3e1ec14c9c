using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The modal that was filled in. Discord's documentation: <i>Interactions › Modal Submit Data Structure</i>.</summary>
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
