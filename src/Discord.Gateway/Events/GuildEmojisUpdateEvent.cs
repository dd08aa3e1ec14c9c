using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_EMOJIS_UPDATE: a guild's emojis changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-emojis-update">Gateway Events › Guild Emojis Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_EMOJIS_UPDATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildEmojisUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>All emojis of the guild after the change.</summary>
    public IReadOnlyList<Emoji> Emojis { get; init; } = [];

    /// <summary>Returns the guild with its new emojis.</summary>
    /// <param name="guild">The guild before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="guild"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="guild"/> is another guild.</exception>
    public Guild ApplyTo(Guild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        UpdateTarget.Require(GuildId, guild.Id);
        return IsReadable("emojis") ? guild with { Emojis = Emojis } : guild;
    }
}
