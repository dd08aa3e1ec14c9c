using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A property that an action changed. Discord's documentation: <see href="https://discord.com/developers/docs/resources/audit-log#audit-log-change-object">Audit Log › Audit Log Change Object</see>.</summary>
[JsonModel]
public sealed partial record AuditLogChange
{
    /// <summary>The value now, in the type of the property; absent (C# null) if it was reset.</summary>
    public JsonElement? NewValue { get; init; }

    /// <summary>The value before, in the type of the property; absent (C# null) if there was none.</summary>
    public JsonElement? OldValue { get; init; }

    /// <summary>
    /// The name of the property. <c>$add</c> and <c>$remove</c> are roles, as an array of id and name; a snowflake is what command permissions were
    /// given to.
    /// </summary>
    public string Key { get; init; } = "";
}
