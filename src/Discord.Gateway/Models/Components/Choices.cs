using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>One of several choices, in a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#radio-group">Components › Radio Group</see>.</summary>
[JsonModel]
public sealed partial record RadioGroup : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.RadioGroup;

    /// <summary>What it is recognised by in the answer; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The choices; 2–10.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];

    /// <summary>Whether something must be chosen; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>What the user chose, in the answer to a modal; null for nothing.</summary>
    public string? Value { get; init; }
}

/// <summary>Any of several choices, in a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#checkbox-group">Components › Checkbox Group</see>.</summary>
[JsonModel]
public sealed partial record CheckboxGroup : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.CheckboxGroup;

    /// <summary>What it is recognised by in the answer; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The choices; 1–10.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChoiceOption> Options { get; init; } = [];

    /// <summary>The fewest choices, 0–10; 1 if absent.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most choices, 1–10.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether something must be chosen; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>What the user chose, in the answer to a modal.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>A single yes or no, in a modal. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#checkbox">Components › Checkbox</see>.</summary>
[JsonModel]
public sealed partial record Checkbox : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Checkbox;

    /// <summary>What it is recognised by in the answer; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>Whether it is checked at first.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }

    /// <summary>Whether the user checked it, in the answer to a modal.</summary>
    public bool? Value { get; init; }
}

/// <summary>A choice of a group. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#radio-group-option-structure">Components › Radio Group Option Structure</see>.</summary>
[JsonModel]
public sealed partial record ChoiceOption
{
    /// <summary>What the bot gets; up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>The text; up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>More about it; up to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is chosen at first.</summary>
    [MayBeAbsent]
    public bool Default { get; init; }
}
