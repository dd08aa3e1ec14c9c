using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_ROLE_UPDATE: a role changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Role Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildRoleUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildRoleUpdate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The role now.</summary>
    public Role Role { get; init; } = Role.Empty;
}
