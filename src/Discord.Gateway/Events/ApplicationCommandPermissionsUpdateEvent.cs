using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// APPLICATION_COMMAND_PERMISSIONS_UPDATE: the permissions of one command, or of all commands of an application, changed. Sent regardless of intents. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#application-command-permissions-update">Gateway Events › Application Command Permissions Update</see>.
/// </summary>
[JsonModel]
[Dispatch("APPLICATION_COMMAND_PERMISSIONS_UPDATE")]
public sealed partial record ApplicationCommandPermissionsUpdateEvent : GatewayEvent
{
    /// <summary>The permissions after the change.</summary>
    [Inline]
    public GuildApplicationCommandPermissions Permissions { get; init; } = GuildApplicationCommandPermissions.Empty;
}
