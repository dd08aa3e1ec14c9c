using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The permissions that a channel allows or denies to a role or member, in addition to those of the guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#overwrite-object">Channel › Overwrite Object</see>.</summary>
[JsonModel]
[Hot]
public sealed partial record Overwrite
{
    /// <summary>The id of the role or user; the guild's id for @everyone.</summary>
    public Id<EntityTag> Id { get; init; }

    /// <summary>Whether <see cref="Id"/> is a role or a user.</summary>
    public OverwriteType Type { get; init; }

    /// <summary>The permissions that are allowed.</summary>
    public Permissions Allow { get; init; }

    /// <summary>The permissions that are denied.</summary>
    public Permissions Deny { get; init; }
}

/// <summary>Whether a permission overwrite applies to a role or a member. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#overwrite-object">Channel › Overwrite Object</see>.</summary>
public enum OverwriteType : long
{
    /// <summary>ROLE: a role.</summary>
    Role = 0,

    /// <summary>MEMBER: a member.</summary>
    Member = 1,
}
