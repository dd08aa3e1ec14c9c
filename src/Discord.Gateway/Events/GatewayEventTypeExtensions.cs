using System.Text;
using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>Names, records and intents of the event types.</summary>
public static class GatewayEventTypeExtensions
{
    /// <summary>Returns Discord's name, such as <c>MESSAGE_CREATE</c>; empty for <see cref="GatewayEventType.Unknown"/>.</summary>
    public static string GetName(this GatewayEventType type) => EventTable.Find(type)?.Name ?? "";

    /// <summary>Returns the record that the event is decoded to; null for <see cref="GatewayEventType.Unknown"/>.</summary>
    public static Type? GetRecordType(this GatewayEventType type) => EventTable.Find(type)?.RecordType;

    /// <summary>Returns the intents of the event: any one of them makes Discord send it. None for events that are always sent.</summary>
    public static GatewayIntents GetIntents(this GatewayEventType type) => EventTable.Find(type)?.Intents ?? GatewayIntents.None;

    /// <summary>Returns the event type with a name; <see cref="GatewayEventType.Unknown"/> for names that Discord does not document.</summary>
    public static GatewayEventType ParseEventName(string name) =>
        EventTable.Find(Encoding.UTF8.GetBytes(name ?? ""))?.Type ?? GatewayEventType.Unknown;
}
