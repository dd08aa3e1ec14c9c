using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_DELETE: a stage instance was deleted: the stage has closed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#stage-instance-delete">Gateway Events › Stage Instance Delete</see>.
/// </summary>
[JsonModel]
[Dispatch("STAGE_INSTANCE_DELETE", GatewayIntents.Guilds)]
public sealed partial record StageInstanceDeleteEvent : GatewayEvent
{
    /// <summary>The deleted stage instance.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
