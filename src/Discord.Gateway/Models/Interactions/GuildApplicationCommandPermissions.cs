using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The permissions to use a command, or all commands of an application, in a guild. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-guild-application-command-permissions-structure">Application Commands › Guild Application Command Permissions Object</see>.</summary>
[JsonModel]
public sealed partial record GuildApplicationCommandPermissions
{
    /// <summary>The command's id, or the application's for permissions of all its commands.</summary>
    public Id<EntityTag> Id { get; init; }

    /// <summary>The application that has the command.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The guild that the permissions apply to.</summary>
    public Id<Guild> GuildId { get; init; }

    /// <summary>The permissions of roles, users and channels; up to 100.</summary>
    public IReadOnlyList<ApplicationCommandPermission> Permissions { get; init; } = [];
}

/// <summary>Whether a role or user can use a command, or whether it can be used in a channel. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-application-command-permissions-structure">Application Commands › Application Command Permissions Structure</see>.</summary>
[JsonModel]
public sealed partial record ApplicationCommandPermission
{
    /// <summary>The role, user or channel. The guild's id stands for @everyone, the guild's id minus 1 for all channels.</summary>
    public Id<EntityTag> Id { get; init; }

    /// <summary>Whether <see cref="Id"/> is a role, a user or a channel.</summary>
    public ApplicationCommandPermissionType Type { get; init; }

    /// <summary>Whether use is allowed (true) or denied (false).</summary>
    public bool Permission { get; init; }
}

/// <summary>Whether a command's permission applies to a role, a user or a channel. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object-application-command-permission-type">Application Commands › Application Command Permission Type</see>.</summary>
public enum ApplicationCommandPermissionType : long
{
    /// <summary>ROLE: applies to members with a role.</summary>
    Role = 1,

    /// <summary>USER: applies to a user.</summary>
    User = 2,

    /// <summary>CHANNEL: applies to a channel.</summary>
    Channel = 3,
}
