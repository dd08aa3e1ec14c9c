using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_DELETE: a role was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role
/// Delete</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_DELETE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleDeleteEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Id<Role> RoleId { get; init; }
}
