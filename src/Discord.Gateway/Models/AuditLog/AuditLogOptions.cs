using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// More about an action; which properties are there depends on it. Discord's documentation: <i>Audit Log › Optional Audit Entry Info</i>.
/// </summary>
[JsonModel]
public sealed partial record AuditLogOptions
{
    /// <summary>The application whose permissions changed.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The rule that applied.</summary>
    public string? AutoModerationRuleName { get; init; }

    /// <summary>What the rule looked for: the number of an <see cref="AutoModerationTriggerType"/>.</summary>
    public string? AutoModerationRuleTriggerType { get; init; }

    /// <summary>The channel it was about.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>How many were affected.</summary>
    public string? Count { get; init; }

    /// <summary>After how many days of inactivity members were pruned.</summary>
    public string? DeleteMemberDays { get; init; }

    /// <summary>The role or member that a permission overwrite is for.</summary>
    public Id<Entity>? Id { get; init; }

    /// <summary>How many members were pruned.</summary>
    public string? MembersRemoved { get; init; }

    /// <summary>The message it was about.</summary>
    public Id<Message>? MessageId { get; init; }

    /// <summary>The role's name, if <see cref="Type"/> is "0".</summary>
    public string? RoleName { get; init; }

    /// <summary>"0" for a role, "1" for a member.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of integration that did it.</summary>
    public string? IntegrationType { get; init; }

    /// <summary>The new status of a voice channel.</summary>
    public string? Status { get; init; }
}
