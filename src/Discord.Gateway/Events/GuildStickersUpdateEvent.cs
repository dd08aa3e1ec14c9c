using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_STICKERS_UPDATE: a guild's stickers changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's documentation: <i>Gateway Events
/// › Guild Stickers Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildStickersUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildStickersUpdate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>All stickers now.</summary>
    public IReadOnlyList<Sticker> Stickers { get; init; } = [];
}
