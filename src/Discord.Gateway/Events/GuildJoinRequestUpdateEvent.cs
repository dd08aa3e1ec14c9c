using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_JOIN_REQUEST_UPDATE: a request to join a guild changed, for example because it was submitted, approved or rejected. Needs <see cref="GatewayIntents.GuildModeration"/>, and in the guild <see
/// cref="Permissions.KickMembers"/>. Discord's documentation, in draft: <see href="https://discord.com/developers/docs/events/gateway-events">Gateway Events › Guild Join Request Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_JOIN_REQUEST_UPDATE", GatewayIntents.GuildModeration)]
public sealed partial record GuildJoinRequestUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The status of the request.</summary>
    public JoinRequestStatus Status { get; init; }

    /// <summary>The request.</summary>
    public GuildJoinRequest Request { get; init; } = GuildJoinRequest.Empty;
}
