using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Markdown text, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#text-display">Components › Text Display</see>.</summary>
[JsonModel]
public sealed partial record TextDisplay : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.TextDisplay;

    /// <summary>The text, in Markdown; empty in a submitted modal.</summary>
    [MayBeAbsent]
    public string Content { get; init; } = "";
}
