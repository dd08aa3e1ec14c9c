using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// PRESENCE_UPDATE: a user's status, activities or account changed. Needs <see cref="GatewayIntents.GuildPresences"/>. Discord's documentation:
/// <i>Gateway Events › Presence Update</i>.
/// </summary>
[JsonModel]
[Dispatch("PRESENCE_UPDATE", GatewayIntents.GuildPresences)]
public sealed partial record PresenceUpdateEvent : GatewayEvent
{
    /// <summary>The presence now.</summary>
    [Inline]
    public Presence Presence { get; init; } = Presence.Empty;
}
