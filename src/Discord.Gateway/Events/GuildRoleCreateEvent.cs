using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_CREATE: a role was made. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role Create</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildRoleCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildRoleCreate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The role.</summary>
    public Role Role { get; init; } = Role.Empty;
}
