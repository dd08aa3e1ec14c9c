using System.Buffers;
using System.Globalization;
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
            Copy(writer, document, at: null, json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Copy(Utf8JsonWriter writer, JsonElement value, JsonPlace? at, string? json)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in value.EnumerateObject())
            {
                JsonPlace place = OfKey(at, property.Name);
                if (place != this || json is not null)
                {
                    writer.WritePropertyName(property.Name);
                    CopyOrReplace(writer, property.Value, place, json);
                }
            }

            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach ((JsonElement item, int index) in value.EnumerateArray().Select((item, index) => (item, index)))
            {
                JsonPlace place = OfIndex(at, index);
                if (place != this || json is not null)
                {
                    CopyOrReplace(writer, item, place, json);
                }
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private void CopyOrReplace(Utf8JsonWriter writer, JsonElement value, JsonPlace place, string? json)
    {
        if (place == this)
        {
            writer.WriteRawValue(json!, skipInputValidation: true);
        }
        else
        {
            Copy(writer, value, place, json);
        }
    }
}
