using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An action in a guild, by a user, bot or Discord, in the audit log. Reading it needs <see cref="Permissions.ViewAuditLog"/>. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-entry-object">Audit Log › Audit Log Entry Object</see>.</summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record AuditLogEntry
{
    /// <summary>
    /// The id of the affected object: a user, channel, webhook, role and so on, by the type of action; null for some actions. <see cref="GetTargetId{T}"/>
    /// returns it as a typed id.
    /// </summary>
    [NeverAbsent]
    public string? TargetId { get; init; }

    /// <summary>The properties that changed; empty for some types of action.</summary>
    [MayBeAbsent]
    public IReadOnlyList<AuditLogChange> Changes { get; init; } = [];

    /// <summary>The user or bot who made the changes; null if Discord did.</summary>
    [NeverAbsent]
    public Id<User>? UserId { get; init; }

    /// <summary>The entry's id.</summary>
    public Id<AuditLogEntry> Id { get; init; }

    /// <summary>The type of action, which decides about <see cref="TargetId"/>, <see cref="Changes"/> and <see cref="Options"/>.</summary>
    public AuditLogEvent ActionType { get; init; }

    /// <summary>Further information for some types of action; null for others.</summary>
    public AuditLogOptions? Options { get; init; }

    /// <summary>The reason that the user or bot gave; 1–512 characters. Null if none.</summary>
    public string? Reason { get; init; }
}
