using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_CREATE: a role was made. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role Create</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_CREATE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleCreateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Role Role { get; init; } = Role.Empty;
}
