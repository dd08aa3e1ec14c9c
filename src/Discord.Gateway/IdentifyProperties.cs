namespace Discord.Gateway;

/// <summary>
/// What a bot says of the system that it runs on, when it identifies. Each is of at most 256 bytes. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#identify-identify-connection-properties">Gateway Events › Identify Connection Properties</see>.
/// </summary>
public sealed record IdentifyProperties
{
    internal const int MaxBytes = 256;

    /// <summary>The operating system; null for the one that this is.</summary>
    public string? Os { get; init; }

    /// <summary>The library; null for this one's name.</summary>
    public string? Browser { get; init; }

    /// <summary>The device; null for this library's name.</summary>
    public string? Device { get; init; }
}
