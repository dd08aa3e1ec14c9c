using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The hash of an image that Discord keeps: a part of its address. Discord's documentation: <i>Reference › Image Formatting</i>.</summary>
/// <param name="Value">The hash, as Discord writes it.</param>
[JsonConverter(typeof(ImageHashConverter))]
[JsonValue]
public readonly record struct ImageHash(string Value)
{
    /// <summary>Whether the image is animated.</summary>
    public bool IsAnimated => Value?.StartsWith("a_", StringComparison.Ordinal) == true;

    /// <summary>Prints <see cref="Value"/>.</summary>
    public override string ToString() => Value ?? "";

    internal static bool TryRead(ref JsonCursor reader, out ImageHash value)
    {
        bool isRead = JsonRead.TryString(ref reader, out string hash);
        value = isRead ? new ImageHash(hash) : default;
        return isRead;
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Value);
}
