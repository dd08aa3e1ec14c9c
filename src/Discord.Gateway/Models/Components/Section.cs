using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Texts with something beside them. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#section">Components › Section</see>.</summary>
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
