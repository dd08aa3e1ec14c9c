using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user's status on each kind of client. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#client-status-object">Gateway Events › Client Status Object</see>.</summary>
[JsonModel]
public sealed partial record ClientStatus
{
    /// <summary>On a desktop.</summary>
    [MayBeAbsent]
    public UserStatus Desktop { get; init; }

    /// <summary>On a phone.</summary>
    [MayBeAbsent]
    public UserStatus Mobile { get; init; }

    /// <summary>In a browser, and for bots.</summary>
    [MayBeAbsent]
    public UserStatus Web { get; init; }

    /// <summary>In a headset.</summary>
    [MayBeAbsent]
    public UserStatus Vr { get; init; }
}
