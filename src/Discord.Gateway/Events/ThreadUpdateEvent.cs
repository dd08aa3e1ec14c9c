using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// THREAD_UPDATE: a thread changed. Not sent for a new last message. Needs <see cref="GatewayIntents.Guilds"/>. Discord's documentation: <i>Gateway
/// Events › Thread Update</i>.
/// </summary>
[JsonModel]
public sealed partial record ThreadUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.ThreadUpdate;

    /// <summary>The thread now.</summary>
    [Inline]
    public Channel Thread { get; init; } = Channel.Empty;
}
