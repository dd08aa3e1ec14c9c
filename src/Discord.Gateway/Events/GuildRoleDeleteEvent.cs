using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_DELETE: a role was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role
/// Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildRoleDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildRoleDelete;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Id<Role> RoleId { get; init; }
}
