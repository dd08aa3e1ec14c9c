using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A user's status and activities in a guild. Discord does not validate presences: only the user's id is sure, and what is of a wrong type is passed
/// over. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#presence-update">Gateway Events › Presence Update</see>.
/// </summary>
[JsonModel]
public sealed partial record Presence
{
    /// <summary>The user; often with the id only.</summary>
    [CanBeLeftOut]
    public User User { get; init; } = User.Empty;

    /// <summary>The guild; absent inside GUILD_CREATE and member chunks.</summary>
    [CanBeLeftOut]
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The user's status.</summary>
    public UserStatus Status { get; init; }

    /// <summary>The user's activities.</summary>
    [CanBeLeftOut]
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    /// <summary>The user's status on each kind of client.</summary>
    public ClientStatus ClientStatus { get; init; } = ClientStatus.Empty;
}
