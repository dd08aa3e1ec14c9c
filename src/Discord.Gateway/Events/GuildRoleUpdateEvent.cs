using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_UPDATE: a role changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role Update</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_UPDATE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role now.</summary>
    public Role Role { get; init; } = Role.Empty;
}
