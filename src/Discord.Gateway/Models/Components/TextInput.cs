using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A text field; in modals only, inside a <see cref="Models.Label"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#text-input">Components › Text Input</see>.</summary>
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

    /// <summary>The custom id, by which the bot finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Whether the field has one line or several; null in a submitted modal.</summary>
    public TextInputStyle? Style { get; init; }

    /// <summary>The minimum length, 0–4,000 characters; null if not set.</summary>
    public int? MinLength { get; init; }

    /// <summary>The maximum length, 1–4,000 characters; null if not set.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether the user must enter text; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>The initial text, or in a submitted modal the text that the user entered; up to 4,000 characters.</summary>
    public string? Value { get; init; }

    /// <summary>The text shown while the field is empty; up to 100 characters. Null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The text above the field. Deprecated by Discord; use <see cref="Models.Label"/>.</summary>
    public string? Label { get; init; }
}

/// <summary>The number of lines of a text field. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#text-input-text-input-styles">Components › Text Input Styles</see>.</summary>
public enum TextInputStyle : long
{
    /// <summary>SHORT: one line.</summary>
    Short = 1,

    /// <summary>PARAGRAPH: several lines.</summary>
    Paragraph = 2,
}
