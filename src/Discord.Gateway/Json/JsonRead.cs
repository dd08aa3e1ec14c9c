using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Discord.Gateway.Json;

/// <summary>
/// Reads values straight from UTF-8. Tolerant where Discord is not strict: numbers may be strings and strings numbers, null may stand for any value.
/// What fits nothing throws.
/// </summary>
internal static class JsonRead
{
    /// <summary>The JSON types that fit a value of a lenient record, a bit for each <see cref="JsonTokenType"/>.</summary>
    internal const int Strings = 1 << (int)JsonTokenType.String;
    internal const int StringsAndNumbers = Strings | (1 << (int)JsonTokenType.Number);

    /// <summary>Numbers, and strings that look like one.</summary>
    internal const int Numbers = 1 << (int)JsonTokenType.Number;
    internal const int Booleans = (1 << (int)JsonTokenType.True) | (1 << (int)JsonTokenType.False);
    internal const int Objects = 1 << (int)JsonTokenType.StartObject;
    internal const int Arrays = 1 << (int)JsonTokenType.StartArray;

    private const long MinUnixSeconds = -62135596800;
    private const long MaxUnixSeconds = 253402300799;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StartObject(ref JsonCursor reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ThrowUnexpected(ref reader, "an object");
        }
    }

    /// <summary>Moves to the first item of an array that is not null; false if there is none.</summary>
    internal static bool FirstItem(ref JsonCursor reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ThrowUnexpected(ref reader, "an array");
        }

        return NextItem(ref reader);
    }

    /// <summary>Moves to the next key of an object; false at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool NextProperty(ref JsonCursor reader, out ReadOnlySpan<byte> key)
    {
        if (!reader.NextProperty())
        {
            key = default;
            return false;
        }

        key = Text(ref reader);
        return true;
    }

    /// <summary>Moves to the next item of an array that is not null; false at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool NextItem(ref JsonCursor reader)
    {
        while (reader.NextItem())
        {
            if (reader.TokenType != JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to a key's value; false if it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Value(ref JsonCursor reader)
    {
        reader.ReadValue();
        return reader.TokenType != JsonTokenType.Null;
    }

    /// <summary>Moves to a key's value; passes over it, and is false, if it is of none of the JSON types that fit.</summary>
    internal static bool ValueOf(ref JsonCursor reader, int fitting)
    {
        reader.ReadValue();
        if (((1 << (int)reader.TokenType) & fitting) != 0
            || (fitting == Numbers && reader.TokenType == JsonTokenType.String && LooksLikeNumber(Text(ref reader))))
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SkipValue(ref JsonCursor reader)
    {
        reader.ReadValue();
        reader.Skip();
    }

    /// <summary>The bytes of a string or a number, without quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> Text(scoped ref JsonCursor reader) =>
        reader.IsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()) : reader.ValueSpan;

    internal static string String(ref JsonCursor reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            ThrowUnexpected(ref reader, "a string");
        }

        return Encoding.UTF8.GetString(Text(ref reader));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Boolean(ref JsonCursor reader)
    {
        if (reader.TokenType == JsonTokenType.True)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.False)
        {
            ThrowUnexpected(ref reader, "true or false");
        }

        return false;
    }

    internal static ulong Id(ref JsonCursor reader)
    {
        if (!TryParseDigits(Text(ref reader), out ulong id) || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            ThrowUnexpected(ref reader, "an id: a decimal number of 64 bits, as a string or a number");
        }

        return id;
    }

    internal static ulong Id(ReadOnlySpan<byte> digits) =>
        TryParseDigits(digits, out ulong id) ? id : throw new JsonException("An id must be a decimal number of 64 bits.");

    internal static int Int32(ref JsonCursor reader) => checked((int)Int64(ref reader));

    internal static long Int64(ref JsonCursor reader)
    {
        ReadOnlySpan<byte> text = NumberText(ref reader);
        if (text.Length < 19 && TryParseDigits(text, out ulong digits))
        {
            return (long)digits;
        }

        if (Utf8Parser.TryParse(text, out long value, out int consumed) && consumed == text.Length)
        {
            return value;
        }

        // 5.0 and 5e3 are integers too.
        if (Utf8Parser.TryParse(text, out double number, out consumed) && consumed == text.Length && number == Math.Floor(number) && Math.Abs(number) < 1e18)
        {
            return (long)number;
        }

        ThrowUnexpected(ref reader, "an integer of 64 bits");
        return 0;
    }

    /// <summary>Flags: of what is longer than 64 bits the lowest 64.</summary>
    internal static ulong UInt64(ref JsonCursor reader)
    {
        ReadOnlySpan<byte> text = NumberText(ref reader);
        if (TryParseDigits(text, out ulong value))
        {
            return value;
        }

        if (text.Length >= 20 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            foreach (byte digit in text)
            {
                value = unchecked((value * 10) + digit - '0');
            }

            return value;
        }

        return (ulong)Int64(ref reader);
    }

    internal static double Double(ref JsonCursor reader)
    {
        ReadOnlySpan<byte> text = NumberText(ref reader);
        if (!Utf8Parser.TryParse(text, out double value, out int consumed) || consumed != text.Length || !double.IsFinite(value))
        {
            ThrowUnexpected(ref reader, "a number");
        }

        return value;
    }

    /// <summary>ISO 8601. Discord's usual form is taken apart by hand; every other goes the long way.</summary>
    internal static DateTimeOffset Timestamp(ref JsonCursor reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            ThrowUnexpected(ref reader, "a timestamp");
        }

        return DiscordTimestamp.TryParse(Text(ref reader), out DateTimeOffset value) ? value : reader.AtToken().GetDateTimeOffset();
    }

    internal static DateTimeOffset UnixSeconds(ref JsonCursor reader) =>
        DateTimeOffset.FromUnixTimeSeconds(Whole(ref reader, MinUnixSeconds, MaxUnixSeconds));

    internal static DateTimeOffset UnixMilliseconds(ref JsonCursor reader) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Whole(ref reader, MinUnixSeconds * 1000, (MaxUnixSeconds * 1000) + 999));

    internal static TimeSpan Duration(ref JsonCursor reader, long ticksPerUnit) => TimeSpan.FromTicks(checked(Int64(ref reader) * ticksPerUnit));

    /// <summary>Any value, kept as it is. Checked for what a reader passes over, so that it can be written again.</summary>
    internal static JsonElement Element(ref JsonCursor reader)
    {
        ReadOnlySpan<byte> json = reader.SkipRaw();
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The value is not valid UTF-8.");
        }

        if (json.IndexOf("\\u"u8) >= 0)
        {
            ThrowIfNotText(json);
        }

        var whole = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref whole);
    }

    /// <summary>A reader passes over half a surrogate pair; who looks at the string would get the exception.</summary>
    private static void ThrowIfNotText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }
    }

    /// <summary>Looks ahead, on a copy of the reader, for a number in the object that begins here; -1 if there is none.</summary>
    internal static long FindInt64(JsonCursor reader, ReadOnlySpan<byte> wanted)
    {
        StartObject(ref reader);
        while (NextProperty(ref reader, out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual(wanted))
            {
                return Value(ref reader) ? Int64(ref reader) : -1;
            }

            SkipValue(ref reader);
        }

        return -1;
    }

    private static bool LooksLikeNumber(ReadOnlySpan<byte> text) =>
        TryParseDigits(text, out _) || (Utf8Parser.TryParse(text, out double _, out int consumed) && consumed == text.Length);

    /// <summary>A number without its fraction, within bounds: times that clients make up can be anything.</summary>
    private static long Whole(ref JsonCursor reader, long least, long most)
    {
        ReadOnlySpan<byte> text = NumberText(ref reader);
        return text.Length < 19 && TryParseDigits(text, out ulong digits)
            ? Math.Min((long)digits, most)
            : (long)Math.Clamp(Double(ref reader), least, most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParseDigits(ReadOnlySpan<byte> digits, out ulong value)
    {
        value = 0;
        if (digits.Length is 0 or > 20)
        {
            return false;
        }

        if (digits.Length == 20)
        {
            // May or may not fit into 64 bits; 19 digits always do.
            return Utf8Parser.TryParse(digits, out value, out int consumed) && consumed == digits.Length;
        }

        while (digits.Length >= 8)
        {
            if (!TryParseEightDigits(digits, out uint eight))
            {
                return false;
            }

            value = (value * 100_000_000) + eight;
            digits = digits[8..];
        }

        foreach (byte b in digits)
        {
            uint digit = b - (uint)'0';
            if (digit > 9)
            {
                return false;
            }

            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>Eight digits at once, as the eight bytes of one number: neighbours are joined to pairs, those to fours, and those to eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParseEightDigits(ReadOnlySpan<byte> digits, out uint value)
    {
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(digits);
        ulong tens = bytes - 0x3030303030303030;
        bool areDigits = ((tens | (bytes + 0x4646464646464646)) & 0x8080808080808080) == 0;
        tens = (tens * 10) + (tens >> 8);
        value = (uint)((((tens & 0x000000FF000000FF) * 0x000F424000000064) + (((tens >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
        return areDigits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> NumberText(ref JsonCursor reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            ThrowUnexpected(ref reader, "a number");
        }

        return Text(ref reader);
    }

    [DoesNotReturn]
    private static void ThrowUnexpected(ref JsonCursor reader, string expected) =>
        throw new JsonException($"Expected {expected} at byte {reader.TokenStart}, but found a JSON value of type {reader.TokenType} that is none.");
}
