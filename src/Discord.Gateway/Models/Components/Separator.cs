using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Vertical space between components, with an optional line; in messages only. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#separator">Components › Separator</see>.</summary>
[JsonModel]
public sealed partial record Separator : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Separator;

    /// <summary>Whether a line is drawn; null means true.</summary>
    public bool? Divider { get; init; }

    /// <summary>The size of the space; null means <see cref="SeparatorSpacing.Small"/>.</summary>
    public SeparatorSpacing? Spacing { get; init; }
}

/// <summary>The size of the space that a separator adds. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#separator">Components › Separator</see>.</summary>
public enum SeparatorSpacing : long
{
    /// <summary>SMALL: little space.</summary>
    Small = 1,

    /// <summary>LARGE: much space.</summary>
    Large = 2,
}
