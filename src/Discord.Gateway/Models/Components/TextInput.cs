using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A field for text in a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#text-input">Components › Text Input</see>.</summary>
/// <example>
/// <code>
/// var input = new TextInput { CustomId = "text", Style = TextInputStyle.Paragraph, MaxLength = 1000 };
/// InteractionResponse response = InteractionResponse.Modal("feedback", "Your feedback", new Label { Text = "What is missing?", Component = input });
/// </code>
/// </example>
[JsonModel]
public sealed partial record TextInput : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.TextInput;

    /// <summary>What it is recognised by in the answer; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>One line or several; absent in the answer to a modal.</summary>
    public TextInputStyle? Style { get; init; }

    /// <summary>The shortest text; 0–4,000 characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>The longest text; 1–4,000 characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether there must be text; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>The text it begins with, or that the user gave; up to 4,000 characters.</summary>
    public string? Value { get; init; }

    /// <summary>The text while it is empty; up to 100 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The text above it; <see cref="Models.Label"/> replaces it.</summary>
    public string? Label { get; init; }
}

/// <summary>One line or several. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#text-input-text-input-styles">Components › Text Input Styles</see>.</summary>
public enum TextInputStyle : long
{
    /// <summary>SHORT: one line.</summary>
    Short = 1,

    /// <summary>PARAGRAPH: several lines.</summary>
    Paragraph = 2,
}
