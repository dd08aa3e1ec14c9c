using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_DELETE: a role was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-role-delete">Gateway Events › Guild Role Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_DELETE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleDeleteEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Id<Role> RoleId { get; init; }

    /// <summary>Returns the guild without the deleted role.</summary>
    /// <param name="guild">The guild before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="guild"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="guild"/> is another guild.</exception>
    public Guild ApplyTo(Guild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        UpdateTarget.Require(GuildId, guild.Id);
        return guild with { Roles = [.. guild.Roles.Where(role => role.Id != RoleId)] };
    }
}
