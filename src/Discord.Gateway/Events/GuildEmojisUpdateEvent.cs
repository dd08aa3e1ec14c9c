using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_EMOJIS_UPDATE: a guild's emojis changed. Needs <see cref="GatewayIntents.GuildExpressions"/>. Discord's documentation: <i>Gateway Events ›
/// Guild Emojis Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildEmojisUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildEmojisUpdate;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>All emojis now.</summary>
    public IReadOnlyList<Emoji> Emojis { get; init; } = [];
}
