using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A group of options of which the user chooses one; in modals only, inside a <see cref="Label"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#radio-group">Components › Radio Group</see>.</summary>
[JsonModel]
public sealed partial record RadioGroup : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.RadioGroup;

    /// <summary>The custom id, by which the bot finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The options; 2–10. Empty in a submitted modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];

    /// <summary>Whether the user must choose an option; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>The value of the chosen option, in a submitted modal; null if none is chosen.</summary>
    public string? Value { get; init; }
}

/// <summary>A group of options of which the user chooses any number; in modals only, inside a <see cref="Label"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#checkbox-group">Components › Checkbox Group</see>.</summary>
[JsonModel]
public sealed partial record CheckboxGroup : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.CheckboxGroup;

    /// <summary>The custom id, by which the bot finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The options; 1–10. Empty in a submitted modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];

    /// <summary>The minimum number of choices, 0–10; null means 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The maximum number of choices, 1–10; null means the number of options.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether the user must choose an option; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>The values of the chosen options, in a submitted modal; empty if none are chosen.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A single checkbox for yes or no; in modals only, inside a <see cref="Label"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#checkbox">Components › Checkbox</see>.</summary>
[JsonModel]
public sealed partial record Checkbox : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Checkbox;

    /// <summary>The custom id, by which the bot finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Whether the checkbox is initially checked.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }

    /// <summary>Whether the user checked it, in a submitted modal; null elsewhere.</summary>
    public bool? Value { get; init; }
}

/// <summary>An option of a <see cref="RadioGroup"/> or <see cref="CheckboxGroup"/>. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#radio-group-option-structure">Components › Radio Group Option Structure</see>.</summary>
[JsonModel]
public sealed partial record ChoiceOption
{
    /// <summary>The value that the bot receives; up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>The text that the user sees; up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>An additional description; up to 100 characters. Null if none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the option is initially chosen.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }
}
