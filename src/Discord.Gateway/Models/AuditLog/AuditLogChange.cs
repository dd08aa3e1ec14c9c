using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A property that an action changed, with its old and new value. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-change-object">Audit Log › Audit Log Change Object</see>.</summary>
[JsonModel]
public sealed partial record AuditLogChange
{
    /// <summary>The new value, in the type of the property; null if Discord did not send one, because the property was reset.</summary>
    public JsonElement? NewValue { get; init; }

    /// <summary>The old value, in the type of the property; null if Discord did not send one, because the property was not set.</summary>
    public JsonElement? OldValue { get; init; }

    /// <summary>
    /// The name of the property. <c>$add</c> and <c>$remove</c> stand for roles, whose ids and names are in <see cref="NewValue"/>; a snowflake is the role, user or
    /// channel of a command permission.
    /// </summary>
    public string Key { get; init; } = "";
}
