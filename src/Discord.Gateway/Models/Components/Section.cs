using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Texts with something beside them. Discord's documentation: <i>Components › Section</i>.</summary>
[JsonModel]
public sealed partial record Section : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Section;

    /// <summary>The texts; up to 3.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>What is beside them: a button or a thumbnail.</summary>
    public Component? Accessory { get; init; }
}
