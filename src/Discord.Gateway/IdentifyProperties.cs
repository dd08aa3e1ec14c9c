namespace Discord.Gateway;

/// <summary>
/// The connection properties that a bot sends when it identifies. Each has at most 256 bytes. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#identify-identify-connection-properties">Gateway Events › Identify Connection Properties</see>.
/// </summary>
public sealed record IdentifyProperties
{
    internal const int MaxBytes = 256;

    /// <summary>The operating system; null for the current one.</summary>
    public string? Os { get; init; }

    /// <summary>The library; null for the name of this library.</summary>
    public string? Browser { get; init; }

    /// <summary>The device; null for the name of this library.</summary>
    public string? Device { get; init; }
}
