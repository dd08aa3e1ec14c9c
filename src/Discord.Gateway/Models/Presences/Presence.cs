using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A user's status and activities in a guild. Needs <see cref="GatewayIntents.GuildPresences"/>. Discord does not validate presences: only the user's id is guaranteed,
/// and properties of a wrong type are ignored. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#presence-update">Gateway Events › Presence Update</see>.
/// </summary>
[JsonModel]
public sealed partial record Presence
{
    /// <summary>The user, often with only the id.</summary>
    [CanBeLeftOut]
    public User User { get; init; } = User.Empty;

    /// <summary>The guild; null inside GUILD_CREATE and GUILD_MEMBERS_CHUNK.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The user's status; invisible users appear as offline.</summary>
    public UserStatus Status { get; init; }

    /// <summary>The user's current activities; empty if none.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    /// <summary>The user's status on each platform.</summary>
    public ClientStatus ClientStatus { get; init; } = ClientStatus.Empty;
}
