using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The colours of a role. More than one needs <see cref="GuildFeature.EnhancedRoleColors"/>. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#role-object-role-colors-object">Permissions › Role Colors Object</see>.</summary>
[JsonModel]
public sealed partial record RoleColors
{
    /// <summary>The first colour; 0 if none, in which case the role does not affect the colour of its members.</summary>
    public Color PrimaryColor { get; init; }

    /// <summary>The second colour of a gradient; null if none.</summary>
    [NeverAbsent]
    public Color? SecondaryColor { get; init; }

    /// <summary>The third colour, which makes the gradient holographic; null if none.</summary>
    [NeverAbsent]
    public Color? TertiaryColor { get; init; }
}
