using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The colours of a role. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-colors-object">Permissions › Role Colors Object</see>.</summary>
[JsonModel]
public sealed partial record RoleColors
{
    /// <summary>The colour; black for none.</summary>
    public Color PrimaryColor { get; init; }

    /// <summary>Where the gradient ends; null for none.</summary>
    [NeverAbsent]
    public Color? SecondaryColor { get; init; }

    /// <summary>The third colour, which makes the role holographic; null for none.</summary>
    [NeverAbsent]
    public Color? TertiaryColor { get; init; }
}
