using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A menu of users, roles or channels to choose from. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select">Components › User Select</see>, and those after it.
/// </summary>
public abstract record EntitySelect : Component
{
    private protected EntitySelect()
    {
    }

    /// <summary>What an interaction with it is recognised by; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The text while nothing is chosen; up to 150 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>What is chosen at first.</summary>
    [MayBeAbsent]
    public IReadOnlyList<SelectDefaultValue> DefaultValues { get; init; } = [];

    /// <summary>The fewest choices, 0–25; 1 if absent.</summary>
    public int? MinValues { get; init; }

    /// <summary>The most choices, up to 25; 1 if absent.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether something must be chosen, in modals; true if absent.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether it cannot be used.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }

    /// <summary>What the user chose, in the answer to a modal; the modal's <see cref="ModalSubmitData.Resolved"/> has more about it.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<Entity>> Values { get; init; } = [];
}

/// <summary>
/// What a menu of users, roles or channels has chosen at first. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select-select-default-value-structure">Components › Select Default Value Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record SelectDefaultValue
{
    /// <summary>The id of the user, role or channel.</summary>
    public Id<Entity> Id { get; init; }

    /// <summary>Which of the three it is: "user", "role" or "channel".</summary>
    [CommonValues("user", "role", "channel")]
    public string Type { get; init; } = "";
}

/// <summary>A menu of users. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select">Components › User Select</see>.</summary>
[JsonModel]
public sealed partial record UserSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.UserSelect;
}

/// <summary>A menu of roles. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#role-select">Components › Role Select</see>.</summary>
[JsonModel]
public sealed partial record RoleSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.RoleSelect;
}

/// <summary>A menu of users and roles. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#mentionable-select">Components › Mentionable Select</see>.</summary>
[JsonModel]
public sealed partial record MentionableSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.MentionableSelect;
}

/// <summary>A menu of channels. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#channel-select">Components › Channel Select</see>.</summary>
[JsonModel]
public sealed partial record ChannelSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.ChannelSelect;

    /// <summary>The kinds of channels it offers; empty for all.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChannelType> ChannelTypes { get; init; } = [];
}
