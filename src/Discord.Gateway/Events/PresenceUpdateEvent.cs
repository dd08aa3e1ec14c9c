using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// PRESENCE_UPDATE: a user's status, activities or account changed. Needs <see cref="GatewayIntents.GuildPresences"/>. Discord's documentation:
/// <i>Gateway Events › Presence Update</i>.
/// </summary>
[JsonModel]
public sealed partial record PresenceUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.PresenceUpdate;

    /// <summary>The presence now.</summary>
    [Inline]
    public Presence Presence { get; init; } = Presence.Empty;
}
