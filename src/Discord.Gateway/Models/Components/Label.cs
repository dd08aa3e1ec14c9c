using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A text and description for one input; in modals only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#label">Components › Label</see>.</summary>
[JsonModel]
public sealed partial record Label : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Label;

    /// <summary>The text; up to 45 characters. Empty in a submitted modal.</summary>
    [JsonPropertyName("label")]
    [MayBeAbsent]
    public string Text { get; init; } = "";

    /// <summary>An additional description; up to 100 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The input, such as a <see cref="TextInput"/> or <see cref="StringSelect"/>.</summary>
    public Component? Component { get; init; }
}
