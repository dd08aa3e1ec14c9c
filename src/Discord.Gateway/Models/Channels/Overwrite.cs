using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What a channel allows and denies to a role or member. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#overwrite-object">Channel › Overwrite Object</see>.</summary>
[JsonModel]
[Hot]
public sealed partial record Overwrite
{
    /// <summary>The role's or member's id.</summary>
    public Id<Entity> Id { get; init; }

    /// <summary>Which of the two it is for.</summary>
    public OverwriteType Type { get; init; }

    /// <summary>What is allowed.</summary>
    public Permissions Allow { get; init; }

    /// <summary>What is denied.</summary>
    public Permissions Deny { get; init; }
}

/// <summary>What an overwrite is for. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#overwrite-object">Channel › Overwrite Object</see>.</summary>
public enum OverwriteType : long
{
    /// <summary>ROLE: a role.</summary>
    Role = 0,

    /// <summary>MEMBER: a member.</summary>
    Member = 1,
}
