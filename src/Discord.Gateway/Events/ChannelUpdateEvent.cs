using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// CHANNEL_UPDATE: a guild channel changed, or became visible to the bot. Not sent when only the last message changes. Needs <see
/// cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#channel-update">Gateway Events › Channel Update</see>.
/// </summary>
[JsonModel]
[Dispatch("CHANNEL_UPDATE", GatewayIntents.Guilds)]
public sealed partial record ChannelUpdateEvent : GatewayEvent
{
    /// <summary>The channel after the change.</summary>
    [Inline]
    public Channel Channel { get; init; } = Channel.Empty;
}
