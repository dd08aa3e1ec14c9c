using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_CREATE: a role was created. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-role-create">Gateway Events › Guild Role Create</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_CREATE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleCreateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Role Role { get; init; } = Role.Empty;

    /// <summary>Returns the guild with the new role. A role with the same id is replaced.</summary>
    /// <param name="guild">The guild before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="guild"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="guild"/> is another guild.</exception>
    public Guild ApplyTo(Guild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        UpdateTarget.Require(GuildId, guild.Id);
        if (Role.Id.Value == 0)
        {
            // It could not be read.
            return guild;
        }

        return guild with { Roles = [.. guild.Roles.Where(role => role.Id != Role.Id), Role] };
    }
}
