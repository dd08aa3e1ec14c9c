using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// A user's status. Statuses that Discord adds later are kept by name. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#update-presence-status-types">Gateway Events › Status Types</see>.
/// </summary>
[StringEnum("offline")]
public readonly partial record struct UserStatus
{
    /// <summary>online.</summary>
    public static UserStatus Online { get; } = new("online");

    /// <summary>idle: away.</summary>
    public static UserStatus Idle { get; } = new("idle");

    /// <summary>dnd: do not disturb.</summary>
    public static UserStatus DoNotDisturb { get; } = new("dnd");

    /// <summary>invisible: shown to others as offline. Only sent, never received.</summary>
    public static UserStatus Invisible { get; } = new("invisible");

    /// <summary>offline.</summary>
    public static UserStatus Offline { get; } = new("offline");
}
