using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A row of up to five buttons, or one select menu. Discord's documentation: <i>Components › Action Row</i>.</summary>
[JsonModel]
public sealed partial record ActionRow : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.ActionRow;

    /// <summary>The components in it.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];
}
