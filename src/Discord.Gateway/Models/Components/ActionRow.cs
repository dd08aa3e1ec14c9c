using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A row of up to five buttons, or of one select menu; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#action-row">Components › Action Row</see>.</summary>
/// <example>
/// <code>
/// var yes = new Button { Style = ButtonStyle.Success, CustomId = "yes", Label = "Yes" };
/// var no = new Button { Style = ButtonStyle.Secondary, CustomId = "no", Label = "No" };
/// InteractionResponse response = InteractionResponse.Message("Shall we begin?", new ActionRow { Components = [yes, no] });
/// </code>
/// </example>
[JsonModel]
public sealed partial record ActionRow : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.ActionRow;

    /// <summary>Up to five <see cref="Button"/>s, or one select menu.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];
}
