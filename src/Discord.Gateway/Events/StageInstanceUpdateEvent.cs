using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_UPDATE: a live stage changed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Stage
/// Instance Update</i>.
/// </summary>
[JsonModel]
public sealed partial record StageInstanceUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.StageInstanceUpdate;

    /// <summary>The stage now.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
