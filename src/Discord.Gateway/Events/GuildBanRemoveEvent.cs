using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_BAN_REMOVE: a user was unbanned. Needs <see cref="GatewayIntents.GuildModeration"/>, and <see cref="Permissions.BanMembers"/> or <see
/// cref="Permissions.ViewAuditLog"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-ban-remove">Gateway Events › Guild Ban Remove</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_BAN_REMOVE", GatewayIntents.GuildModeration)]
public sealed partial record GuildBanRemoveEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The user.</summary>
    public User User { get; init; } = User.Empty;
}
