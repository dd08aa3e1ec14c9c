using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Discord.Gateway.StressTests.Mutations;

/// <summary>A value's place in a document: keys and indices from the root.</summary>
internal sealed record JsonPlace(JsonPlace? Parent, string? Key, int Index)
{
    internal static JsonPlace OfKey(JsonPlace? parent, string key) => new(parent, key, -1);

    internal static JsonPlace OfIndex(JsonPlace? parent, int index) => new(parent, null, index);

    /// <summary>As the library writes it: <c>presences[17].activities[0].party.size[1]</c>.</summary>
    public override string ToString() => Key is null
        ? $"{Parent}[{Index.ToString(CultureInfo.InvariantCulture)}]"
        : Parent is null ? Key : $"{Parent}.{Key}";

    internal int Depth => 1 + (Parent?.Depth ?? 0);

    /// <summary>All places of a document, but for the root.</summary>
    internal static IEnumerable<JsonPlace> In(JsonElement value, JsonPlace? at = null)
    {
        IEnumerable<(JsonPlace Place, JsonElement Value)> children = value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(property => (OfKey(at, property.Name), property.Value)),
            JsonValueKind.Array => value.EnumerateArray().Select((item, index) => (OfIndex(at, index), item)),
            _ => [],
        };
        return children.SelectMany(child => In(child.Value, child.Place).Prepend(child.Place));
    }

    /// <summary>The document with another value here, or without this one.</summary>
    internal byte[] Replace(JsonElement document, string? json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            Copy(writer, document, Path, json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private JsonPlace[] Path => Parent is null ? [this] : [.. Parent.Path, this];

    /// <summary>Only what leads to the place is taken apart; all else is copied as it is.</summary>
    private static void Copy(Utf8JsonWriter writer, JsonElement value, ReadOnlySpan<JsonPlace> path, string? json)
    {
        if (path.IsEmpty)
        {
            writer.WriteRawValue(json!, skipInputValidation: true);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in value.EnumerateObject())
            {
                bool isOnPath = property.NameEquals(path[0].Key);
                if (!isOnPath || path.Length > 1 || json is not null)
                {
                    writer.WritePropertyName(property.Name);
                    CopyChild(writer, property.Value, isOnPath, path, json);
                }
            }

            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                bool isOnPath = path[0].Key is null && index++ == path[0].Index;
                if (!isOnPath || path.Length > 1 || json is not null)
                {
                    CopyChild(writer, item, isOnPath, path, json);
                }
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static void CopyChild(Utf8JsonWriter writer, JsonElement value, bool isOnPath, ReadOnlySpan<JsonPlace> path, string? json)
    {
        if (isOnPath)
        {
            Copy(writer, value, path[1..], json);
        }
        else
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }
}
