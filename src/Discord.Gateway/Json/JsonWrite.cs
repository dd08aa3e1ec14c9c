using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Discord.Gateway.Json;

/// <summary>Writes values the way Discord does.</summary>
internal static class JsonWrite
{
    /// <summary>A number as a string of digits.</summary>
    internal static void Digits(Utf8JsonWriter writer, ulong value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out int length);
        writer.WriteStringValue(digits[..length]);
    }

    /// <summary>A property that is an id.</summary>
    internal static void WriteId<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> property, Id<T> id)
    {
        writer.WritePropertyName(property);
        Digits(writer, id.Value);
    }

    /// <summary>A property that is a list of ids.</summary>
    internal static void WriteIds<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> property, IReadOnlyList<Id<T>> ids)
    {
        writer.WriteStartArray(property);
        foreach (Id<T> id in ids)
        {
            Digits(writer, id.Value);
        }

        writer.WriteEndArray();
    }

    /// <summary>ISO 8601 with an offset; microseconds unless there are none, and a finer fraction only where there is one.</summary>
    internal static void Timestamp(Utf8JsonWriter writer, DateTimeOffset value)
    {
        long fraction = value.Ticks % TimeSpan.TicksPerSecond;
        string format = fraction == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz"
            : fraction % TimeSpan.TicksPerMicrosecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz"
            : "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz";
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);

        // Nothing in it needs escaping; the default encoder would escape the plus sign.
        Span<byte> quoted = stackalloc byte[42];
        quoted[0] = (byte)'"';
        text[..length].CopyTo(quoted[1..]);
        quoted[length + 1] = (byte)'"';
        writer.WriteRawValue(quoted[..(length + 2)], skipInputValidation: true);
    }
}
