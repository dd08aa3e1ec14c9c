using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_UPDATE: a guild's channel changed, or became visible to the bot. Not sent for a new last message. Needs <see
/// cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Channel Update</i>.
/// </summary>
[JsonModel]
public sealed partial record ChannelUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ChannelUpdate;

    /// <summary>The channel now.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
