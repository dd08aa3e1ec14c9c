using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_UPDATE: a guild changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Guild Update</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildUpdate;

    /// <summary>The guild now.</summary>
    [Inline]
    public Guild Guild { get; init; } = Guild.Empty;
}
