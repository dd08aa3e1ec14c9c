using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// THREAD_UPDATE: a thread changed. Not sent for a new last message. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Thread Update</i>.
/// </summary>
[JsonModel]
[Dispatch("THREAD_UPDATE", GatewayIntents.Guilds)]
public sealed partial record ThreadUpdateEvent : GatewayEvent
{
    /// <summary>The thread now.</summary>
    [Inline]
    public Channel Thread { get; init; } = Channel.Empty;
}
