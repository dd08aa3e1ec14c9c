using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Binary;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A string, integer, number or boolean: the value of a command's option, or a message's nonce. An object or list, which Discord may add in the future, is kept as JSON.
/// </summary>
[JsonConverter(typeof(ScalarValueConverter))]
[JsonValue]
public readonly record struct ScalarValue
{
    /// <summary>Up to here a double has all whole numbers, and 5.0 is 5.</summary>
    private const double MaxWholeNumber = 9_007_199_254_740_992;

    /// <summary>The first byte of the binary form.</summary>
    private enum Form : byte
    {
        Null,
        String,
        False,
        True,
        Int64,
        UInt64,
        Double,
        Element,
    }

    private readonly object? _value;

    private ScalarValue(object? value)
    {
        _value = value;
    }

    /// <summary>Converts a string.</summary>
    public static implicit operator ScalarValue(string value) => new(value);

    /// <summary>Converts an integer.</summary>
    public static implicit operator ScalarValue(long value) => new(value);

    /// <summary>Converts a number.</summary>
    public static implicit operator ScalarValue(double value) => new(value);

    /// <summary>Converts a boolean.</summary>
    public static implicit operator ScalarValue(bool value) => new(value);

    /// <summary>The string; null if the value is not a string.</summary>
    public string? AsString() => _value as string;

    /// <summary>The integer; null if the value is not an integer, or exceeds <see cref="long.MaxValue"/>: <see cref="ToString"/> returns all its digits.</summary>
    public long? AsInteger() => _value as long?;

    /// <summary>The number, also of an integer; null if the value is neither.</summary>
    public double? AsNumber() => _value switch
    {
        long integer => integer,
        ulong integer => integer,
        _ => _value as double?,
    };

    /// <summary>The boolean; null if the value is not a boolean.</summary>
    public bool? AsBoolean() => _value as bool?;

    /// <summary>The object or list; null if the value is neither.</summary>
    public JsonElement? AsElement() => _value as JsonElement?;

    /// <summary>Whether the values are equal; objects and lists are compared by content.</summary>
    public bool Equals(ScalarValue other) =>
        _value is JsonElement left && other._value is JsonElement right ? ModelEquality.AreEqual(left, right) : Equals(_value, other._value);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is JsonElement element ? element.ValueKind.GetHashCode() : _value?.GetHashCode() ?? 0;

    /// <summary>The id in a string or integer; null if the value is not an id.</summary>
    /// <typeparam name="T">The kind of object that the id belongs to.</typeparam>
    public Id<T>? AsId<T>() => Id<T>.TryParse(ToString(), null, out Id<T> id) ? id : null;

    /// <summary>Returns the value as text: without quotes for strings, as JSON for objects and lists.</summary>
    public override string ToString() => _value switch
    {
        bool value => value ? "true" : "false",
        JsonElement value => value.GetRawText(),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => _value as string ?? "",
    };

    internal static bool TryRead(ref JsonCursor reader, out ScalarValue value)
    {
        value = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                value = new(reader.TokenType == JsonTokenType.True);
                return true;
            case JsonTokenType.Number when reader.AtToken().TryGetInt64(out long integer):
                value = new(integer);
                return true;
            case JsonTokenType.Number when reader.AtToken().TryGetUInt64(out ulong integer):
                value = new(integer);
                return true;
            case JsonTokenType.Number:
                bool isNumber = JsonRead.TryDouble(ref reader, out double number);
                value = !isNumber ? default : number == Math.Floor(number) && Math.Abs(number) < MaxWholeNumber ? new((long)number) : new(number);
                return isNumber;
            case JsonTokenType.String:
                value = new(reader.GetString());
                return true;
            default:
                value = new(JsonRead.Element(ref reader));
                return true;
        }
    }

    internal void WriteBinary(EntityWriter writer)
    {
        switch (_value)
        {
            case string value:
                writer.WriteByte((byte)Form.String);
                writer.WriteString(value);
                break;
            case bool value:
                writer.WriteByte((byte)(value ? Form.True : Form.False));
                break;
            case long value:
                writer.WriteByte((byte)Form.Int64);
                writer.WriteVarint((ulong)value);
                break;
            case ulong value:
                writer.WriteByte((byte)Form.UInt64);
                writer.WriteVarint(value);
                break;
            case double value:
                writer.WriteByte((byte)Form.Double);
                writer.WriteDouble(value);
                break;
            case JsonElement value:
                writer.WriteByte((byte)Form.Element);
                writer.WriteElement(value);
                break;
            default:
                writer.WriteByte((byte)Form.Null);
                break;
        }
    }

    internal static ScalarValue ReadBinary(ref EntityReader reader) => (Form)reader.ReadByte() switch
    {
        Form.Null => default,
        Form.String => new(reader.ReadString()),
        Form.False => new(false),
        Form.True => new(true),
        Form.Int64 => new((long)reader.ReadVarint()),
        Form.UInt64 => new(reader.ReadVarint()),
        Form.Double => new(reader.ReadDouble()),
        Form.Element => new(reader.ReadElement()),
        _ => throw EntityReader.Invalid("The form of a value is unknown."),
    };

    internal void WriteTo(Utf8JsonWriter writer)
    {
        switch (_value)
        {
            case bool value:
                writer.WriteBooleanValue(value);
                break;
            case long value:
                writer.WriteNumberValue(value);
                break;
            case ulong value:
                writer.WriteNumberValue(value);
                break;
            case double value:
                writer.WriteNumberValue(value);
                break;
            case JsonElement value:
                value.WriteTo(writer);
                break;
            default:
                writer.WriteStringValue(_value as string);
                break;
        }
    }
}
