using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_DELETE: a guild's channel was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Channel
/// Delete</i>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_DELETE", GatewayIntents.Guilds)]
public sealed partial record ChannelDeleteEvent : GatewayEvent
{
    /// <summary>The channel as it was.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
