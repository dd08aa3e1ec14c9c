using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// APPLICATION_COMMAND_PERMISSIONS_UPDATE: who may use a command, or all of an application's, changed. Sent whatever the intents. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#application-command-permissions-update">Gateway Events › Application Command Permissions Update</see>.
/// </summary>
[JsonModel]
[Dispatch("APPLICATION_COMMAND_PERMISSIONS_UPDATE")]
public sealed partial record ApplicationCommandPermissionsUpdateEvent : GatewayEvent
{
    /// <summary>Who may now.</summary>
    [Inline]
    public GuildApplicationCommandPermissions Permissions { get; init; } = GuildApplicationCommandPermissions.Empty;
}
