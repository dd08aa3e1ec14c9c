using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Events;

/// <summary>Reads ids from the data of events that have no record.</summary>
internal static class EventData
{
    /// <summary>An id at the top level of the data; null if there is none, or if the data is malformed.</summary>
    internal static Id<T>? FindId<T>(ReadOnlySpan<byte> data, ReadOnlySpan<byte> name)
    {
        try
        {
            var cursor = new JsonCursor(data);
            cursor.ReadValue();
            return cursor.TokenType == JsonTokenType.StartObject && JsonRead.TryFind(ref cursor, name)
                && cursor.TokenType is JsonTokenType.String or JsonTokenType.Number && ulong.TryParse(JsonRead.Text(ref cursor), null, out ulong id) ? new Id<T>(id) : null;
        }
        catch (JsonException)
        {
            // Not even JSON, up to where the id would stand.
            return null;
        }
    }
}
