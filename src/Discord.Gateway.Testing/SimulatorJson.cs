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

    /// <summary>The opcode of a payload; null if it has none, or is no JSON.</summary>
    internal static GatewayOpcode? ReadOpcode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return (GatewayOpcode?)GetInteger(document.RootElement, "op");
        }
        catch (JsonException)
        {
            return null;
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
