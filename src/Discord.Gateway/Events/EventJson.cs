using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Discord.Gateway.Events;

internal static class EventJson
{
    /// <summary>Reads an event's data as one type.</summary>
    internal static T Read<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> type)
    {
        // Through a reader: what follows the value is not the event's business.
        var reader = new Utf8JsonReader(data);
        return JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("The data is null.");
    }
}
