using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_UPDATE: a role changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-role-update">Gateway Events › Guild Role Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_ROLE_UPDATE", GatewayIntents.Guilds)]
public sealed partial record GuildRoleUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The role after the change.</summary>
    public Role Role { get; init; } = Role.Empty;

    /// <summary>Returns the guild with the changed role, which is added if the guild does not have it.</summary>
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

        return guild with { Roles = guild.Roles.Any(role => role.Id == Role.Id) ? [.. guild.Roles.Select(role => role.Id == Role.Id ? Role : role)] : [.. guild.Roles, Role] };
    }
}
