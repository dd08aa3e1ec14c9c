using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The component of a message that a user used: a button or a select menu, with the choices. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-message-component-data-structure">Interactions › Message Component Data Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageComponentData : InteractionData
{
    /// <summary>The component's custom id, which the bot chose; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The kind of component.</summary>
    public ComponentType ComponentType { get; init; }

    /// <summary>The choices in a select menu: values of options, or ids of users, roles and channels. Empty for buttons.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The users, members, roles and channels that were chosen; null for buttons and string selects.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>The component's number in its message; null if Discord did not send it.</summary>
    public long? Id { get; init; }
}
