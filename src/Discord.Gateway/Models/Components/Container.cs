using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A box around components. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#container">Components › Container</see>.</summary>
[JsonModel]
public sealed partial record Container : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Container;

    /// <summary>The components in it.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The colour of its edge; null for none.</summary>
    public Color? AccentColor { get; init; }

    /// <summary>Whether it is hidden until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
