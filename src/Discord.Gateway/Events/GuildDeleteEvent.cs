using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// GUILD_DELETE: a guild became unavailable, or the bot is no longer in it. Needs <see cref="GatewayIntents.Guilds"/>.
/// Discord's documentation: <i>Gateway Events › Guild Delete</i>.
/// </summary>
public sealed record GuildDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildDelete;

    /// <summary>The guild; see <see cref="UnavailableGuild.Unavailable"/> for which of the two it is.</summary>
    public UnavailableGuild Guild { get; init; } = new();

    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) =>
        new GuildDeleteEvent { Guild = EventJson.Read(data, GatewayJsonContext.Default.UnavailableGuild) };
}
