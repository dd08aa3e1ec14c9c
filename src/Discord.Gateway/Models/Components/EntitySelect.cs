using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A select menu of users, roles or channels, which Discord fills. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select">Components › User Select</see>, and the sections after it.</summary>
public abstract record EntitySelect : Component
{
    private protected EntitySelect()
    {
    }

    /// <summary>The custom id, by which the bot recognises the interaction or finds the input in a submitted modal; 1–100 characters.</summary>
    public string CustomId { get; init; } = "";

    /// <summary>The text shown while nothing is chosen; up to 150 characters. Null if none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The initial choices; at least <see cref="MinValues"/> and at most <see cref="MaxValues"/>, if any.</summary>
    [MayBeAbsent]
    public IReadOnlyList<SelectDefaultValue> DefaultValues { get; init; } = [];

    /// <summary>The minimum number of choices, 0–25; null means 1.</summary>
    public int? MinValues { get; init; }

    /// <summary>The maximum number of choices, up to 25; null means 1.</summary>
    public int? MaxValues { get; init; }

    /// <summary>Whether the user must choose something, in modals only; null means true.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether the menu is disabled, in messages only.</summary>
    [MayBeAbsent]
    public bool Disabled { get; init; }

    /// <summary>The chosen ids, in a submitted modal; <see cref="ModalSubmitData.Resolved"/> has the objects. Empty elsewhere.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<EntityTag>> Values { get; init; } = [];
}

/// <summary>An initial choice in a select menu of users, roles or channels. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select-select-default-value-structure">Components › Select Default Value Structure</see>.</summary>
[JsonModel]
public sealed partial record SelectDefaultValue
{
    /// <summary>The id of the user, role or channel.</summary>
    public Id<EntityTag> Id { get; init; }

    /// <summary>The kind of <see cref="Id"/>: "user", "role" or "channel".</summary>
    [CommonValues("user", "role", "channel")]
    public string Type { get; init; } = "";
}

/// <summary>A select menu of users, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#user-select">Components › User Select</see>.</summary>
[JsonModel]
public sealed partial record UserSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.UserSelect;
}

/// <summary>A select menu of roles, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#role-select">Components › Role Select</see>.</summary>
[JsonModel]
public sealed partial record RoleSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.RoleSelect;
}

/// <summary>A select menu of users and roles, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#mentionable-select">Components › Mentionable Select</see>.</summary>
[JsonModel]
public sealed partial record MentionableSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.MentionableSelect;
}

/// <summary>A select menu of channels, in messages and modals. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#channel-select">Components › Channel Select</see>.</summary>
[JsonModel]
public sealed partial record ChannelSelect : EntitySelect
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.ChannelSelect;

    /// <summary>The types of channels that the menu offers; empty for all.</summary>
    [MayBeAbsent]
    public IReadOnlyList<ChannelType> ChannelTypes { get; init; } = [];
}
