using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>Something a moderator, or Discord, did. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object">Audit Log › Audit Log Entry Object</see>.</summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record AuditLogEntry
{
    /// <summary>
    /// The id of the affected object: a user, channel, webhook, role and so on, by the type of action; null for some actions. <see cref="GetTargetId{T}"/>
    /// returns it as a typed id.
    /// </summary>
    [NeverAbsent]
    public string? TargetId { get; init; }

    /// <summary>What changed.</summary>
    [MayBeAbsent]
    public IReadOnlyList<AuditLogChange> Changes { get; init; } = [];

    /// <summary>Who did it; null if Discord did.</summary>
    [NeverAbsent]
    public Id<User>? UserId { get; init; }

    /// <summary>The entry's id.</summary>
    public Id<AuditLogEntry> Id { get; init; }

    /// <summary>What was done.</summary>
    public AuditLogEvent ActionType { get; init; }

    /// <summary>More about it, for some actions.</summary>
    public AuditLogOptions? Options { get; init; }

    /// <summary>The reason given; 1–512 characters. Null for none.</summary>
    public string? Reason { get; init; }
}
