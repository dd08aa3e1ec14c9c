using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// GUILD_AUDIT_LOG_ENTRY_CREATE: something entered the audit log. Needs <see cref="GatewayIntents.GuildModeration"/> and <see
/// cref="Permissions.ViewAuditLog"/>. Discord's documentation: <i>Gateway Events › Guild Audit Log Entry Create</i>.
/// </summary>
[JsonModel]
public sealed partial record GuildAuditLogEntryCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.GuildAuditLogEntryCreate;

    /// <summary>The entry.</summary>
    [Inline]
    public AuditLogEntry Entry { get; init; } = AuditLogEntry.Empty;

    /// <summary>The guild.</summary>
    public Id<Guild> GuildId { get; init; }
}
