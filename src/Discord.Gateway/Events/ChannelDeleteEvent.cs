using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_DELETE: a guild's channel was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Channel
/// Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record ChannelDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ChannelDelete;

    /// <summary>The channel as it was.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
