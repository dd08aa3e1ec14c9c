using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Discord.Gateway.Testing;

internal static class SimulatorJson
{
    internal static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A payload in Discord's key order.</summary>
    internal static byte[] Payload(GatewayOpcode opcode, string data, string? name = null, long? sequence = null) =>
        Encoding.UTF8.GetBytes(
            $$"""{"t":{{(name is null ? "null" : $"\"{JsonEncodedText.Encode(name)}\"")}},"s":{{sequence?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}},"op":{{(int)opcode}},"d":{{data}}}""");

    /// <summary>The opcode, sequence and name of a payload; null for what it has not, or if it is no JSON.</summary>
    internal static (GatewayOpcode? Opcode, long? Sequence, string? Name) ReadEnvelope(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            JsonElement root = document.RootElement;
            return ((GatewayOpcode?)GetInteger(root, "op"), GetInteger(root, "s"), GetString(root, "t"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    internal static string? GetString(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    internal static long? GetInteger(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;

    internal static ulong? GetId(JsonElement element, string property) =>
        GetString(element, property) is { } text && ulong.TryParse(text, out ulong id) ? id : null;

    internal static bool IsKind(JsonElement element, string property, params ReadOnlySpan<JsonValueKind> kinds) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && kinds.Contains(value.ValueKind);
}
