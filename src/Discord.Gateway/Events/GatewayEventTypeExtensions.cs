using System.Text;
using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>What is known of each kind of event.</summary>
public static class GatewayEventTypeExtensions
{
    /// <summary>Discord's name, such as <c>MESSAGE_CREATE</c>; empty for <see cref="GatewayEventType.Unknown"/>.</summary>
    public static string GetName(this GatewayEventType type) => EventTable.Find(type)?.Name ?? "";

    /// <summary>The record that the event is read as; null for <see cref="GatewayEventType.Unknown"/>.</summary>
    public static Type? GetRecordType(this GatewayEventType type) => EventTable.Find(type)?.RecordType;

    /// <summary>The intents any of which makes Discord send the event; none for events that are always sent.</summary>
    public static GatewayIntents GetIntents(this GatewayEventType type) => EventTable.Find(type)?.Intents ?? GatewayIntents.None;

    /// <summary>The kind of event that has a name; <see cref="GatewayEventType.Unknown"/> for names that are not documented.</summary>
    public static GatewayEventType ParseEventName(string name) =>
        EventTable.Find(Encoding.UTF8.GetBytes(name ?? ""))?.Type ?? GatewayEventType.Unknown;
}
