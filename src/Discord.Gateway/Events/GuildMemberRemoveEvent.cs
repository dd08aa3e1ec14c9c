using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBER_REMOVE: a user left a guild, or was kicked or banned. Needs <see cref="GatewayIntents.GuildMembers"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#guild-member-remove">Gateway Events › Guild Member Remove</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_MEMBER_REMOVE", GatewayIntents.GuildMembers)]
public sealed partial record GuildMemberRemoveEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The user.</summary>
    public User User { get; init; } = User.Empty;
}
