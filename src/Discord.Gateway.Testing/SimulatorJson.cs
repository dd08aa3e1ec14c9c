using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

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
    internal static (GatewayOpcode? Opcode, long? Sequence, string? Name) ReadEnvelope(ReadOnlyMemory<byte> payload) => TryParse(payload, out JsonElement root)
        ? ((GatewayOpcode?)GetInteger(root, "op"), GetInteger(root, "s"), GetString(root, "t")) : default;

    internal static string? GetString(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    internal static long? GetInteger(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;

    /// <summary>Ids are text; as numbers, Discord takes them too.</summary>
    internal static ulong? GetId(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) ? ReadId(value) : null;

    internal static ulong? ReadId(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number && ulong.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) ? id : null;

    /// <summary>Reads JSON of a client's, who may send anything. False if it is none: bytes or texts that are no Unicode, a key twice.</summary>
    internal static bool TryParse(ReadOnlyMemory<byte> json, out JsonElement root)
    {
        root = default;
        if (!Utf8.IsValid(json.Span))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            root = document.RootElement.Clone();
            return IsText(root);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether all texts in it can be read: none has half a surrogate pair.</summary>
    internal static bool IsText(JsonElement element)
    {
        try
        {
            Check(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Said only when the text is asked for.
            return false;
        }
    }

    private static void Check(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Check(property.Value);
                }

                break;
        }
    }

    internal static bool IsKind(JsonElement element, string property, params ReadOnlySpan<JsonValueKind> kinds) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && kinds.Contains(value.ValueKind);
}
