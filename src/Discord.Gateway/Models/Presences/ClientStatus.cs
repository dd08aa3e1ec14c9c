using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's status on each platform. Platforms without an active session are offline. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#client-status-object">Gateway Events › Client Status Object</see>.</summary>
[JsonModel]
public sealed partial record ClientStatus
{
    /// <summary>The status on desktop (Windows, Linux, Mac).</summary>
    [MayBeAbsent]
    public UserStatus Desktop { get; init; }

    /// <summary>The status on mobile (iOS, Android).</summary>
    [MayBeAbsent]
    public UserStatus Mobile { get; init; }

    /// <summary>The status in a browser, and for bots.</summary>
    [MayBeAbsent]
    public UserStatus Web { get; init; }

    /// <summary>The status on a VR headset.</summary>
    [MayBeAbsent]
    public UserStatus Vr { get; init; }
}
