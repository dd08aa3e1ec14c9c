using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_DELETE: a stage closed. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Stage Instance
/// Delete</i>.
/// </summary>
[JsonModel]
public sealed partial record StageInstanceDeleteEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.StageInstanceDelete;

    /// <summary>The stage as it was.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
