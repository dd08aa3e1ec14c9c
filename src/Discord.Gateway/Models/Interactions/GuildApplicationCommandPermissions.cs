using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// Who may use a command, or all of an application's, in a guild. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-guild-application-command-permissions-structure">Application Commands › Guild Application Command Permissions Object</see>.
/// </summary>
[JsonModel]
public sealed partial record GuildApplicationCommandPermissions
{
    /// <summary>The command's id; the application's for all of its commands.</summary>
    public Id<Entity> Id { get; init; }

    /// <summary>The application.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>Who may; up to 100.</summary>
    public IReadOnlyList<ApplicationCommandPermission> Permissions { get; init; } = [];
}

/// <summary>
/// Whether a role, a user or a channel may use a command. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-application-command-permissions-structure">Application Commands › Application Command Permissions Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record ApplicationCommandPermission
{
    /// <summary>The role, user or channel. The guild's id stands for everyone, the guild's id less 1 for all channels.</summary>
    public Id<Entity> Id { get; init; }

    /// <summary>Which of the three it is.</summary>
    public ApplicationCommandPermissionType Type { get; init; }

    /// <summary>Whether it may.</summary>
    public bool Permission { get; init; }
}

/// <summary>What a command's permission is for. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-application-command-permission-type">Application Commands › Application Command Permission Type</see>.</summary>
public enum ApplicationCommandPermissionType : long
{
    /// <summary>ROLE.</summary>
    Role = 1,

    /// <summary>USER.</summary>
    User = 2,

    /// <summary>CHANNEL.</summary>
    Channel = 3,
}
