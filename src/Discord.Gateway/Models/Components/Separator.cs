using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Room between components. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#separator">Components › Separator</see>.</summary>
[JsonModel]
public sealed partial record Separator : Component
{
    /// <inheritdoc/>
    public override ComponentType Type => ComponentType.Separator;

    /// <summary>Whether a line is drawn; true if absent.</summary>
    public bool? Divider { get; init; }

    /// <summary>How much room; small if absent.</summary>
    public SeparatorSpacing? Spacing { get; init; }
}

/// <summary>How much room a separator makes. Discord's documentation: <see href="https://discord.com/developers/docs/components/reference#separator">Components › Separator</see>.</summary>
public enum SeparatorSpacing : long
{
    /// <summary>SMALL.</summary>
    Small = 1,

    /// <summary>LARGE.</summary>
    Large = 2,
}
