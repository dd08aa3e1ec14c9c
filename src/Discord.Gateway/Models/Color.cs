using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An RGB colour of 24 bits, which Discord sends as a number.</summary>
/// <param name="Value">The number: 0xRRGGBB.</param>
[JsonConverter(typeof(ColorConverter))]
[JsonValue]
public readonly record struct Color(int Value)
{
    /// <summary>Creates a colour from its red, green and blue parts.</summary>
    public Color(byte red, byte green, byte blue)
        : this((red << 16) | (green << 8) | blue)
    {
    }

    /// <summary>The red part, 0–255.</summary>
    public byte Red => (byte)(Value >> 16);

    /// <summary>The green part, 0–255.</summary>
    public byte Green => (byte)(Value >> 8);

    /// <summary>The blue part, 0–255.</summary>
    public byte Blue => (byte)Value;

    /// <summary>Returns the colour as <c>#rrggbb</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Value & 0xFFFFFF:x6}");

    internal static bool TryRead(ref JsonCursor reader, out Color value)
    {
        bool isRead = JsonRead.TryInt32(ref reader, out int number);
        value = new Color(number);
        return isRead;
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteNumberValue(Value);

    internal void WriteBinary(EntityWriter writer) => writer.WriteInt32(Value);

    internal static Color ReadBinary(ref EntityReader reader) => new(reader.ReadInt32());
}
