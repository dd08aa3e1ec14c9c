using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_DELETE: a guild became unavailable, or the bot is no longer in it. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation:
/// <i>Gateway Events › Guild Delete</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_DELETE", GatewayIntents.Guilds)]
public sealed partial record GuildDeleteEvent : GatewayEvent
{
    /// <summary>The guild; see <see cref="UnavailableGuild.Unavailable"/> for which of the two it is.</summary>
    [Inline]
    public UnavailableGuild Guild { get; init; } = UnavailableGuild.Empty;
}
