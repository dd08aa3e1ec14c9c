using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_DELETE: a guild became unavailable, or the bot is no longer in it: see <see cref="IsOutage"/>. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation:
/// <see href="https://discord.com/developers/docs/events/gateway-events#guild-delete">Gateway Events › Guild Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_DELETE", GatewayIntents.Guilds)]
public sealed partial record GuildDeleteEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    [Inline]
    public UnavailableGuild Guild { get; init; } = UnavailableGuild.Empty;

    /// <summary>Whether the guild is in an outage and the bot is still in it. False if the bot left or was removed, or the guild was deleted.</summary>
    [JsonIgnore]
    public bool IsOutage => Guild.Unavailable == true;

    /// <summary>Whether <see cref="IsOutage"/> is reliable: <c>unavailable</c> could be read.</summary>
    internal bool IsStateReadable => IsReadable("unavailable");
}
