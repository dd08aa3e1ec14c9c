using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A box that groups components, with an optional coloured edge; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#container">Components › Container</see>.</summary>
[JsonModel]
public sealed partial record Container : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Container;

    /// <summary>The components: action rows, text displays, sections, media galleries, separators and files.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>The colour of the box's edge; null if none.</summary>
    public Color? AccentColor { get; init; }

    /// <summary>Whether the content is blurred until clicked.</summary>
    [MayBeAbsent]
    public bool Spoiler { get; init; }
}
