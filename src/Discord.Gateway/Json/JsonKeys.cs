using System.Text.Json;

namespace Discord.Gateway.Json;

/// <summary>
/// Which properties were there when a record was read, so that it is written back the same: null and absent stay apart; and what was there beside them, as JSON. Not a part
/// of the record's value. Most records of a kind have the same properties, so most share one of these.
/// </summary>
internal sealed class JsonKeys
{
    private const int SharedBits = 10;

    private static readonly JsonKeys?[] Shared = new JsonKeys?[1 << SharedBits];

    private readonly ulong _bits;
    private readonly byte[]? _unknown;
    private IReadOnlyDictionary<string, JsonElement>? _elements;

    /// <param name="bits">A bit for each property of the record.</param>
    /// <param name="unknown">An object of the properties that the record has not; null if there were none.</param>
    internal JsonKeys(ulong bits, byte[]? unknown = null)
    {
        _bits = bits;
        _unknown = unknown;
    }

    /// <summary>A bit for each property of the record that was present.</summary>
    internal ulong Bits => _bits;

    /// <summary>A JSON object of the unknown properties; null if there were none.</summary>
    internal byte[]? UnknownJson => _unknown;

    /// <summary>What the record has no property for; null if there was nothing.</summary>
    internal IReadOnlyDictionary<string, JsonElement>? Unknown => _unknown is null ? null : _elements ??= Parse(_unknown).AsReadOnly();

    /// <summary>Keys without anything unknown.</summary>
    internal static JsonKeys Of(ulong bits)
    {
        ref JsonKeys? shared = ref Shared[(bits * 0x9E3779B97F4A7C15) >> (64 - SharedBits)];
        JsonKeys? keys = shared;
        return keys is not null && keys._bits == bits ? keys : shared = new JsonKeys(bits);
    }

    /// <summary>Whether the key was there.</summary>
    internal static bool Has(JsonKeys? keys, int index) => keys is not null && (keys._bits & (1UL << index)) != 0;

    /// <summary>Whether a property that Discord always sends is to be written: if it was there, or the record was made by hand.</summary>
    internal static bool Writes(JsonKeys? keys, int index) => keys is null || Has(keys, index);

    internal void WriteUnknownTo(Utf8JsonWriter writer)
    {
        if (_unknown is null)
        {
            return;
        }

        var cursor = new JsonCursor(_unknown);
        cursor.ReadValue();
        while (JsonRead.NextProperty(ref cursor, out ReadOnlySpan<byte> key))
        {
            writer.WritePropertyName(key);
            cursor.ReadValue();
            writer.WriteRawValue(cursor.SkipRaw(), skipInputValidation: true);
        }
    }

    private static Dictionary<string, JsonElement> Parse(byte[] json)
    {
        var elements = new Dictionary<string, JsonElement>();
        var cursor = new JsonCursor(json);
        cursor.ReadValue();
        while (JsonRead.NextProperty(ref cursor, out ReadOnlySpan<byte> key))
        {
            string name = System.Text.Encoding.UTF8.GetString(key);
            cursor.ReadValue();
            elements[name] = JsonRead.Element(ref cursor);
        }

        return elements;
    }
}
