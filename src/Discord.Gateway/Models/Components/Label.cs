using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A text around an input of a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#label">Components › Label</see>.</summary>
[JsonModel]
public sealed partial record Label : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Label;

    /// <summary>The text; up to 45 characters. Empty in the answer to a modal.</summary>
    [JsonPropertyName("label")]
    [MayBeAbsent]
    public string Text { get; init; } = "";

    /// <summary>More about it; up to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The input.</summary>
    public Component? Component { get; init; }
}
