using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_STICKERS_UPDATE: a guild's stickers changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's documentation: <i>Gateway Events
/// › Guild Stickers Update</i>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_STICKERS_UPDATE", GatewayIntents.GuildExpressions)]
public sealed partial record GuildStickersUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>All stickers now.</summary>
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];
}
