using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Discord.Gateway;

/// <summary>Recognizes the same event in two sessions, by its name and data, regardless of the order of the data's keys.</summary>
internal static class EventDigest
{
    internal static UInt128 Of(in RawGatewayEvent raw) => Of(raw.Name, raw.Data);

    internal static UInt128 Of(string name, ReadOnlyMemory<byte> data)
    {
        var canonical = new ArrayBufferWriter<byte>();
        canonical.Write(Encoding.UTF8.GetBytes(name));
        try
        {
            using JsonDocument document = JsonDocument.Parse(data);
            using var writer = new Utf8JsonWriter(canonical);
            Write(document.RootElement, writer);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or not UTF-8: then it is the bytes that must be the same.
            canonical.Write(data.Span);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(canonical.WrittenSpan));
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;

            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;

            default:
                element.WriteTo(writer);
                break;
        }
    }
}
