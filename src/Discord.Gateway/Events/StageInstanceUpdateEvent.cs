using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_UPDATE: a stage instance changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#stage-instance-update">Gateway Events › Stage Instance Update</see>.
/// </summary>
[JsonModel]
[Dispatch("STAGE_INSTANCE_UPDATE", GatewayIntents.Guilds)]
public sealed partial record StageInstanceUpdateEvent : GatewayEvent
{
    /// <summary>The stage instance after the change.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
