using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_UPDATE: a guild changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Update</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_UPDATE", GatewayIntents.Guilds)]
public sealed partial record GuildUpdateEvent : GatewayEvent
{
    /// <summary>The guild now.</summary>
    [Inline]
    public Guild Guild { get; init; } = Guild.Empty;
}
