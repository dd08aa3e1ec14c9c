using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_DELETE: a guild channel was deleted. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-delete">Gateway Events › Channel Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_DELETE", GatewayIntents.Guilds)]
public sealed partial record ChannelDeleteEvent : GatewayEvent
{
    /// <summary>The deleted channel.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
