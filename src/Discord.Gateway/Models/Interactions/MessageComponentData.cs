using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The component that was used. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-message-component-data-structure">Interactions › Message Component Data Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageComponentData : InteractionData
{
    /// <summary>The component's custom id.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The kind of component.</summary>
    public ComponentType ComponentType { get; init; }

    /// <summary>What was chosen: texts, or ids of users, roles and channels.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What those ids refer to.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>The component's number in its message.</summary>
    public long? Id { get; init; }
}
