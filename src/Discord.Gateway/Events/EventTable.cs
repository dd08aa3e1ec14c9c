namespace Discord.Gateway.Events;

/// <summary>Reads the data of one kind of event.</summary>
internal delegate GatewayEvent EventDecoder(ReadOnlySpan<byte> data, bool keepsUnknown);

/// <summary>A dispatch event: its enum value, Discord's name, its record, any of the intents that make Discord send it, and its decoder.</summary>
/// <param name="Type">The enum value.</param>
/// <param name="Name">Discord's name.</param>
/// <param name="RecordType">The record it is read as.</param>
/// <param name="Intents">Any of these makes Discord send it; none means that it is always sent.</param>
/// <param name="Decode">Reads its data.</param>
internal sealed record EventRow(GatewayEventType Type, string Name, Type RecordType, GatewayIntents Intents, EventDecoder Decode)
{
    internal EventHeader Header { get; } = new(GatewayOpcode.Dispatch, Type, Name);
}

/// <summary>Every documented event, a row each: the records marked [Dispatch].</summary>
internal static partial class EventTable
{
    internal static readonly EventRow[] Rows = MakeRows();

    private static readonly EventRow?[] ByType = MakeByType();
    private static readonly Dictionary<string, EventRow>.AlternateLookup<ReadOnlySpan<byte>> ByUtf8Name =
        Rows.ToDictionary(row => row.Name, Utf8NameComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    internal static EventRow? Find(GatewayEventType type) => ByType[(int)type];

    /// <summary>The row of an event's name; null for a name that is not documented.</summary>
    internal static EventRow? Find(ReadOnlySpan<byte> utf8Name) => ByUtf8Name.TryGetValue(utf8Name, out EventRow? row) ? row : null;

    private static partial EventRow[] MakeRows();

    private static EventRow?[] MakeByType()
    {
        var byType = new EventRow?[Rows.Length + 1];
        foreach (EventRow row in Rows)
        {
            byType[(int)row.Type] = row;
        }

        return byType;
    }
}
