using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A client theme shared in a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#shared-client-theme-object">Message › Shared Client Theme Object</see>.</summary>
[JsonModel]
public sealed partial record SharedClientTheme
{
    /// <summary>The colours of the gradient, hexadecimal without a number sign; up to 5.</summary>
    public IReadOnlyList<string> Colors { get; init; } = [];

    /// <summary>The direction of the gradient, 0–360 degrees.</summary>
    public int GradientAngle { get; init; }

    /// <summary>The intensity of the colours, 0–100.</summary>
    public int BaseMix { get; init; }

    /// <summary>The base theme; null means dark.</summary>
    public BaseTheme? BaseTheme { get; init; }
}

/// <summary>The base theme below the colours of a shared client theme. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#base-theme-types">Message › Base Theme Types</see>.</summary>
public enum BaseTheme : long
{
    /// <summary>UNSET: not set; clients use the dark theme.</summary>
    Unset = 0,

    /// <summary>DARK.</summary>
    Dark = 1,

    /// <summary>LIGHT.</summary>
    Light = 2,

    /// <summary>DARKER.</summary>
    Darker = 3,

    /// <summary>MIDNIGHT.</summary>
    Midnight = 4,
}
