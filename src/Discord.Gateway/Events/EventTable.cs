namespace Discord.Gateway.Events;

/// <summary>Decodes the data of one type of event.</summary>
internal delegate GatewayEvent EventDecoder(ReadOnlySpan<byte> data, bool keepsUnknown);

/// <summary>A dispatch event: its enum value, Discord's name, its record, any of the intents that make Discord send it, and its decoder.</summary>
/// <param name="Type">The enum value.</param>
/// <param name="Name">Discord's name.</param>
/// <param name="RecordType">The record that it is decoded to.</param>
/// <param name="Intents">Any one of these makes Discord send it; none if it is always sent.</param>
/// <param name="Decode">Decodes its data.</param>
internal sealed record EventRow(GatewayEventType Type, string Name, Type RecordType, GatewayIntents Intents, EventDecoder Decode)
{
    internal EventHeader Header { get; } = new(GatewayOpcode.Dispatch, Type, Name);
}

/// <summary>One row for each documented event: the records marked [Dispatch].</summary>
internal static partial class EventTable
{
    internal static readonly EventRow[] Rows = MakeRows();

    private static readonly EventRow?[] ByType = MakeByType();
    private static readonly Dictionary<string, EventRow>.AlternateLookup<ReadOnlySpan<byte>> ByUtf8Name =
        Rows.ToDictionary(row => row.Name, Utf8NameComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    internal static EventRow? Find(GatewayEventType type) => ByType[(int)type];

    /// <summary>The row with an event's name; null if the name is not documented.</summary>
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
