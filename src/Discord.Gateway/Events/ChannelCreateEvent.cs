using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_CREATE: a guild channel was created. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-create">Gateway Events › Channel Create</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_CREATE", GatewayIntents.Guilds)]
public sealed partial record ChannelCreateEvent : GatewayEvent
{
    /// <summary>The channel.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
