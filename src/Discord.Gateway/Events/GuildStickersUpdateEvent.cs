using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_STICKERS_UPDATE: a guild's stickers changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-stickers-update">Gateway Events › Guild Stickers Update</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_STICKERS_UPDATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildStickersUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>All stickers of the guild after the change.</summary>
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];

    /// <summary>Returns the guild with its new stickers.</summary>
    /// <param name="guild">The guild before the update.</param>
    /// <exception cref="ArgumentNullException"><paramref name="guild"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="guild"/> is another guild.</exception>
    public Guild ApplyTo(Guild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        UpdateTarget.Require(GuildId, guild.Id);
        return IsReadable("stickers") ? guild with { Stickers = Stickers } : guild;
    }
}
