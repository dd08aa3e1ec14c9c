using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// STAGE_INSTANCE_CREATE: a stage went live. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway Events › Stage Instance
/// Create</i>.
/// </summary>
[JsonModel]
public sealed partial record StageInstanceCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.StageInstanceCreate;

    /// <summary>The stage.</summary>
    [Inline]
    public StageInstance StageInstance { get; init; } = StageInstance.Empty;
}
