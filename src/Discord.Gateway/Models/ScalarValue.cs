using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>A value that may be a string, an integer, a number or a boolean: what a user gave for a command's option, or a message's nonce.</summary>
[JsonConverter(typeof(ScalarValueConverter))]
[JsonValue]
public readonly record struct ScalarValue
{
    private readonly object? _value;

    private ScalarValue(object? value)
    {
        _value = value;
    }

    /// <summary>A string.</summary>
    public static implicit operator ScalarValue(string value) => new(value);

    /// <summary>An integer.</summary>
    public static implicit operator ScalarValue(long value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator ScalarValue(double value) => new(value);

    /// <summary>A boolean.</summary>
    public static implicit operator ScalarValue(bool value) => new(value);

    /// <summary>The string; null if it is none.</summary>
    public string? AsString() => _value as string;

    /// <summary>The integer; null if it is none, or over 2^63: <see cref="ToString"/> has all of its digits.</summary>
    public long? AsInteger() => _value as long?;

    /// <summary>The number, of an integer too; null if it is none.</summary>
    public double? AsNumber() => _value switch
    {
        long integer => integer,
        ulong integer => integer,
        _ => _value as double?,
    };

    /// <summary>The boolean; null if it is none.</summary>
    public bool? AsBoolean() => _value as bool?;

    /// <summary>The id that the string, or integer, is; null if it is none.</summary>
    /// <typeparam name="T">What the id names.</typeparam>
    public Id<T>? AsId<T>() => Id<T>.TryParse(ToString(), null, out Id<T> id) ? id : null;

    /// <summary>Prints the value.</summary>
    public override string ToString() => _value switch
    {
        bool value => value ? "true" : "false",
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
                value = isNumber ? new(number) : default;
                return isNumber;
            case JsonTokenType.String:
                value = new(reader.GetString());
                return true;
            default:
                return JsonRead.Miss(ref reader, "a string, a number or a boolean");
        }
    }

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
            default:
                writer.WriteStringValue(_value as string);
                break;
        }
    }
}
