using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A theme of the client that was shared in a message. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#shared-client-theme-object">Message › Shared Client Theme Object</see>.</summary>
[JsonModel]
public sealed partial record SharedClientTheme
{
    /// <summary>The colours, hexadecimal without a number sign; up to 5.</summary>
    public IReadOnlyList<string> Colors { get; init; } = [];

    /// <summary>The direction of the gradient, in degrees from 0 to 360.</summary>
    public int GradientAngle { get; init; }

    /// <summary>How strong the colours are, from 0 to 100.</summary>
    public int BaseMix { get; init; }

    /// <summary>The theme below; null means dark.</summary>
    public BaseTheme? BaseTheme { get; init; }
}

/// <summary>The theme below a shared one. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#shared-client-theme-object-base-theme-types">Message › Base Theme Types</see>.</summary>
public enum BaseTheme : long
{
    /// <summary>UNSET: dark.</summary>
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
