using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_CREATE: a stage instance was created: the stage is live. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#stage-instance-create">Gateway Events › Stage Instance Create</see>.
/// </summary>
[JsonModel]
[Dispatch("STAGE_INSTANCE_CREATE", GatewayIntents.Guilds)]
public sealed partial record StageInstanceCreateEvent : GatewayEvent
{
    /// <summary>The stage instance.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
