using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// A user's status on each kind of client; null means offline there. Discord's documentation: <i>Gateway Events › Client Status Object</i>.
/// </summary>
[Lenient]
[JsonModel]
public sealed partial record ClientStatus
{
    /// <summary>On a desktop.</summary>
    public UserStatus? Desktop { get; init; }

    /// <summary>On a phone.</summary>
    public UserStatus? Mobile { get; init; }

    /// <summary>In a browser, and for bots.</summary>
    public UserStatus? Web { get; init; }

    /// <summary>In a headset.</summary>
    public UserStatus? Vr { get; init; }
}
