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
/// Reads values straight from UTF-8. Tolerant where Discord is not strict: numbers may be strings and strings numbers, null may stand for any value. A value that fits
/// nothing is noted (<see cref="ReadProblems"/>) and passed over: it costs itself, and nothing around it.
/// </summary>
internal static class JsonRead
{
    private const long MinUnixSeconds = -62135596800;
    private const long MaxUnixSeconds = 253402300799;

    /// <summary>Whether an object begins here. If not, that is noted, and the value passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool IsObject(ref JsonCursor reader) => reader.TokenType == JsonTokenType.StartObject || Miss(ref reader, "an object");

    /// <summary>Whether an array begins here. If not, that is noted, and the value passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool IsArray(ref JsonCursor reader) => reader.TokenType == JsonTokenType.StartArray || Miss(ref reader, "an array");

    /// <summary>For a document that must be an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RequireObject(ref JsonCursor reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ThrowUnexpected(ref reader, "an object");
        }
    }

    /// <summary>For a document that must be there: throws if an id that names it could not be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RequireIdentity(ref JsonCursor reader)
    {
        if (reader.LacksIdentity)
        {
            throw new JsonException("The id of the object could not be read.");
        }
    }

    /// <summary>Whether the object that was read has what names it. If not, it is left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool HasIdentity(ref JsonCursor reader)
    {
        bool hasIdentity = !reader.LacksIdentity;
        reader.LacksIdentity = false;
        return hasIdentity;
    }

    /// <summary>Moves to the next key of an object; false at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool Value(ref JsonCursor reader)
    {
        reader.ReadValue();
        return reader.TokenType != JsonTokenType.Null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void SkipValue(ref JsonCursor reader)
    {
        reader.ReadValue();
        reader.Skip();
    }

    /// <summary>The bytes of a string or a number, without quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static ReadOnlySpan<byte> Text(scoped ref JsonCursor reader) =>
        reader.IsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()) : reader.ValueSpan;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryString(ref JsonCursor reader, out string value)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            value = reader.GetString();
            return true;
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            value = Encoding.UTF8.GetString(Text(ref reader));
            return true;
        }

        value = "";
        return Miss(ref reader, "a string");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static bool TryBoolean(ref JsonCursor reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return value || reader.TokenType == JsonTokenType.False || TryNumericBoolean(ref reader, out value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryId(ref JsonCursor reader, out ulong value)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && TryParseDigits(Text(ref reader), out value))
        {
            return true;
        }

        value = 0;
        return TryWhole(ref reader, out value) || Miss(ref reader, "an id (a 64-bit decimal number, as a string or a number)");
    }

    /// <summary>An id that is a key. False, and noted, if it is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryId(scoped ref JsonCursor reader, scoped ReadOnlySpan<byte> key, out ulong value)
    {
        if (TryParseDigits(key, out value))
        {
            return true;
        }

        ReadProblems.Add(reader.TokenStart, $"Expected an id as the key at byte {reader.TokenStart}.");
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong Id(ReadOnlySpan<byte> digits) =>
        TryParseDigits(digits, out ulong id) ? id : throw new JsonException("An id must be a 64-bit decimal number.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryInt32(ref JsonCursor reader, out int value)
    {
        bool isRead = TryParseInt64(ref reader, out long number) && number is >= int.MinValue and <= int.MaxValue;
        value = isRead ? (int)number : 0;
        return isRead || Miss(ref reader, "a 32-bit integer");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryInt64(ref JsonCursor reader, out long value) => TryParseInt64(ref reader, out value) || Miss(ref reader, "a 64-bit integer");

    /// <summary>Flags, and numbers that are never negative. Of what is longer than 64 bits the lowest 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryUInt64(ref JsonCursor reader, out ulong value)
    {
        value = 0;
        return (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && (TryParseDigits(Text(ref reader), out value) || TryParseLongDigits(Text(ref reader), out value)))
            || TryWhole(ref reader, out value)
            || Miss(ref reader, "a 64-bit integer that is not negative");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryDouble(ref JsonCursor reader, out double value)
    {
        value = 0;
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            ReadOnlySpan<byte> text = Text(ref reader);
            if (Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length && double.IsFinite(value))
            {
                return true;
            }
        }

        value = 0;
        return Miss(ref reader, "a number");
    }

    /// <summary>ISO 8601. Discord's usual form is taken apart by hand; every other goes the long way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryTimestamp(ref JsonCursor reader, out DateTimeOffset value)
    {
        value = default;
        return (reader.TokenType == JsonTokenType.String
                && (DiscordTimestamp.TryParse(Text(ref reader), out value) || reader.AtToken().TryGetDateTimeOffset(out value)))
            || Miss(ref reader, "a timestamp");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryUnixSeconds(ref JsonCursor reader, out DateTimeOffset value)
    {
        bool isRead = TryClamped(ref reader, MinUnixSeconds, MaxUnixSeconds, out long seconds);
        value = isRead ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryUnixMilliseconds(ref JsonCursor reader, out DateTimeOffset value)
    {
        bool isRead = TryClamped(ref reader, MinUnixSeconds * 1000, (MaxUnixSeconds * 1000) + 999, out long milliseconds);
        value = isRead ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryDuration(ref JsonCursor reader, long ticksPerUnit, out TimeSpan value)
    {
        bool isRead = TryParseInt64(ref reader, out long units) && Math.Abs((double)units) * ticksPerUnit < long.MaxValue;
        value = isRead ? TimeSpan.FromTicks(units * ticksPerUnit) : default;
        return isRead || Miss(ref reader, "a duration");
    }

    /// <summary>Any value, kept as it is, so that it can be written again. What is no text in it becomes U+FFFD, as in strings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static JsonElement Element(ref JsonCursor reader)
    {
        ReadOnlySpan<byte> json = reader.SkipRaw();
        if (TextRepair.NeedsRepair(json))
        {
            json = TextRepair.Repair(json);
        }

        var whole = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        return JsonElement.ParseValue(ref whole);
    }

    /// <summary>For who reads a value by itself.</summary>
    internal static JsonException NoValue(string type) => new($"The value is not a valid {type}.");

    /// <summary>Notes that the value here is not what was expected, and passes over it.</summary>
    /// <returns>False.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool Miss(ref JsonCursor reader, string expected)
    {
        ReadProblems.Add(reader.TokenStart, $"Expected {expected} at byte {reader.TokenStart}, but found {Describe(reader.TokenType)}.");
        reader.Skip();
        return false;
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "another string",
        JsonTokenType.Number => "another number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };

    /// <summary>Looks ahead, on a copy of the reader, for a number in the object that begins here; -1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long FindInt64(JsonCursor reader, ReadOnlySpan<byte> wanted) =>
        // What does not fit is noted when it is read in its turn.
        TryFind(ref reader, wanted) && TryParseInt64(ref reader, out long value) ? value : -1;

    /// <summary>Moves to the value of a key of the object that begins here; to the object's end, if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryFind(ref JsonCursor reader, ReadOnlySpan<byte> wanted)
    {
        while (NextProperty(ref reader, out ReadOnlySpan<byte> key))
        {
            bool isWanted = key.SequenceEqual(wanted);
            reader.ReadValue();
            if (isWanted)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>An integer of 64 bits. What is none is not noted, and not passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool TryParseInt64(ref JsonCursor reader, out long value)
    {
        value = 0;
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            return false;
        }

        ReadOnlySpan<byte> text = Text(ref reader);
        if (text.Length < 19 && TryParseDigits(text, out ulong digits))
        {
            value = (long)digits;
            return true;
        }

        if (Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length)
        {
            return true;
        }

        // 5.0 and 5e3 are integers too.
        bool isWhole = Utf8Parser.TryParse(text, out double number, out consumed) && consumed == text.Length && number == Math.Floor(number) && Math.Abs(number) < 1e18;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryParseLongDigits(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length < 20 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (byte digit in text)
        {
            value = unchecked((value * 10) + digit - '0');
        }

        return true;
    }

    /// <summary>5.0 and 5e3 are whole numbers too, where they are not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryWhole(ref JsonCursor reader, out ulong value)
    {
        bool isRead = TryParseInt64(ref reader, out long number) && number >= 0;
        value = isRead ? (ulong)number : 0;
        return isRead;
    }

    /// <summary>Some send 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryNumericBoolean(ref JsonCursor reader, out bool value)
    {
        bool isRead = TryParseInt64(ref reader, out long number) && number is 0 or 1;
        value = isRead && number == 1;
        return isRead || Miss(ref reader, "true or false");
    }

    /// <summary>A number without its fraction, within bounds: times that clients make up can be anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryClamped(ref JsonCursor reader, long least, long most, out long value)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && Text(ref reader) is { Length: < 19 } text && TryParseDigits(text, out ulong digits))
        {
            value = Math.Min((long)digits, most);
            return true;
        }

        bool isRead = TryDouble(ref reader, out double number);
        value = isRead ? (long)Math.Clamp(number, least, most) : 0;
        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static bool TryParseEightDigits(ReadOnlySpan<byte> digits, out uint value)
    {
        ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(digits);
        ulong tens = bytes - 0x3030303030303030;
        bool areDigits = ((tens | (bytes + 0x4646464646464646)) & 0x8080808080808080) == 0;
        tens = (tens * 10) + (tens >> 8);
        value = (uint)((((tens & 0x000000FF000000FF) * 0x000F424000000064) + (((tens >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
        return areDigits;
    }

    [DoesNotReturn]
    private static void ThrowUnexpected(ref JsonCursor reader, string expected) =>
        throw new JsonException($"Expected {expected} at byte {reader.TokenStart}, but found another JSON value of type {reader.TokenType}.");
}
