using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_CREATE: a guild's channel was made. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Channel
/// Create</i>.
/// </summary>
[JsonModel]
public sealed partial record ChannelCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ChannelCreate;

    /// <summary>The channel.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
