using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_JOIN_REQUEST_DELETE: a request to join a guild was deleted, because the user withdrew it or left. Needs <see cref="GatewayIntents.GuildModeration"/>, and in the guild <see
/// cref="Permissions.KickMembers"/>. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/events/gateway-events">Gateway Events › Guild Join Request Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_JOIN_REQUEST_DELETE", GatewayIntents.GuildModeration)]
public sealed partial record GuildJoinRequestDeleteEvent : GatewayEvent
{
    /// <summary>The request.</summary>
    public Id<GuildJoinRequest> Id { get; init; }

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The user who sent the request.</summary>
    public new Id<User> UserId { get; init; }
}
