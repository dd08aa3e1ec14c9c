using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A button of an activity. Discord sends only its text over the gateway. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#activity-object-activity-buttons">Gateway Events › Activity Buttons</see>.</summary>
/// <param name="Label">The text; 1–32 characters.</param>
/// <param name="Url">The address that the button opens; null if received, since Discord does not send it to bots.</param>
[JsonConverter(typeof(ActivityButtonConverter))]
[JsonValue]
public readonly record struct ActivityButton(string Label, string? Url = null)
{
    internal static bool TryRead(ref JsonCursor reader, out ActivityButton value)
    {
        string label = "";
        string? url = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            bool isText = JsonRead.TryString(ref reader, out label);
            value = isText ? new ActivityButton(label) : default;
            return isText;
        }

        while (JsonRead.NextProperty(ref reader, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("label"u8) && JsonRead.Value(ref reader))
            {
                _ = JsonRead.TryString(ref reader, out label);
            }
            else if (key.SequenceEqual("url"u8) && JsonRead.Value(ref reader))
            {
                url = JsonRead.TryString(ref reader, out string address) ? address : null;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                JsonRead.SkipValue(ref reader);
            }
        }

        value = new ActivityButton(label, url);
        return true;
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

    internal void WriteBinary(EntityWriter writer)
    {
        writer.WriteNullableString(Label);
        writer.WriteNullableString(Url);
    }

    internal static ActivityButton ReadBinary(ref EntityReader reader) => new(reader.ReadNullableString()!, reader.ReadNullableString());
}
