using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A select menu of texts that the bot defines, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#string-select">Components › String Select</see>.</summary>
/// <example>
/// <code>
/// var select = new StringSelect
/// {
///     CustomId = "colour",
///     Placeholder = "Choose a colour",
///     Options = [new SelectOption { Label = "Red", Value = "red" }, new SelectOption { Label = "Blue", Value = "blue" }],
/// };
/// InteractionResponse response = InteractionResponse.Message("Which one?", new ActionRow { Components = [select] });
///
/// // The answer, in another interaction:
/// string? colour = interaction.Data is MessageComponentData { CustomId: "colour" } chosen ? chosen.Values[0] : null;
/// </code>
/// </example>
[JsonModel]
public sealed partial record StringSelect : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.StringSelect;

    /// <summary>The custom id, by which the bot recognises the interaction or finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The options; up to 25. Empty in a submitted modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<SelectOption> Options { get; init; } = [];

    /// <summary>The text shown while nothing is chosen; up to 150 characters. Null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The minimum number of choices, 0–25; null means 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The maximum number of choices, up to 25; null means 1.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether the user must choose something, in modals only; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether the menu is disabled, in messages only.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }

    /// <summary>The values of the chosen options, in a submitted modal; empty elsewhere.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>An option of a <see cref="StringSelect"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#string-select-select-option-structure">Components › Select Option Structure</see>.</summary>
[JsonModel]
public sealed partial record SelectOption
{
    /// <summary>The text that the user sees; up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>The value that the bot receives; up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>An additional description; up to 100 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>The emoji, with id, name and animation only; null if none.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>Whether the option is initially chosen.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }
}
