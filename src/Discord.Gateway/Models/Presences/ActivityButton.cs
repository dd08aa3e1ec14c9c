using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>A button of an activity. Over the gateway comes its text only. Discord's documentation: <i>Gateway Events › Activity Buttons</i>.</summary>
/// <param name="Label">The text; 1–32 characters.</param>
/// <param name="Url">Where it links; null if Discord does not tell.</param>
[JsonConverter(typeof(ActivityButtonConverter))]
[JsonValue]
public readonly record struct ActivityButton(string Label, string? Url = null)
{
    internal static ActivityButton Read(ref JsonCursor reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new ActivityButton(JsonRead.String(ref reader));
        }

        string label = "";
        string? url = null;
        while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("label"u8) && JsonRead.Value(ref reader))
            {
                label = JsonRead.String(ref reader);
            }
            else if (key.SequenceEqual("url"u8) && JsonRead.Value(ref reader))
            {
                url = JsonRead.String(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                JsonRead.SkipValue(ref reader);
            }
        }

        return new ActivityButton(label, url);
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (Url is null)
        {
            writer.WriteStringValue(Label);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("label"u8, Label);
        writer.WriteString("url"u8, Url);
        writer.WriteEndObject();
    }
}
