using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBER_ADD: a user joined a guild. It may arrive again for existing members. Needs <see cref="GatewayIntents.GuildMembers"/>. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-member-add">Gateway Events › Guild Member Add</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_MEMBER_ADD", GatewayIntents.GuildMembers)]
public sealed partial record GuildMemberAddEvent : GatewayEvent
{
    /// <summary>The member, with the user.</summary>
    [Inline]
    public GuildMember Member { get; init; } = GuildMember.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
