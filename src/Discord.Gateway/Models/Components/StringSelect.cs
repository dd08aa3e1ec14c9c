using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A menu of texts to choose from. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#string-select">Components › String Select</see>.</summary>
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

    /// <summary>What an interaction with it is recognised by; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The choices; up to 25. Empty in the answer to a modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<SelectOption> Options { get; init; } = [];

    /// <summary>The text while nothing is chosen; up to 150 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The fewest choices, 0–25; 1 if absent.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most choices, up to 25; 1 if absent.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether something must be chosen, in modals; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether it cannot be used.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }

    /// <summary>What the user chose, in the answer to a modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A text to choose. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#string-select-select-option-structure">Components › Select Option Structure</see>.</summary>
[JsonModel]
public sealed partial record SelectOption
{
    /// <summary>The text; up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>What the bot gets; up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>More about it; up to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The emoji; id, name and animation.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>Whether it is chosen at first.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }
}
