using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_AUDIT_LOG_ENTRY_CREATE: an entry was added to a guild's audit log. Needs <see cref="GatewayIntents.GuildModeration"/> and <see
/// cref="Permissions.ViewAuditLog"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-audit-log-entry-create">Gateway Events › Guild Audit Log Entry Create</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_AUDIT_LOG_ENTRY_CREATE", GatewayIntents.GuildModeration)]
public sealed partial record GuildAuditLogEntryCreateEvent : GatewayEvent
{
    /// <summary>The entry.</summary>
    [Inline]
    public AuditLogEntry Entry { get; init; } = AuditLogEntry.Empty;

    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }
}
