using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Protocol;

/// <summary>The outside of a payload: opcode, sequence, event name, and where the data lies. The data itself is not read.</summary>
internal readonly ref struct Envelope
{
    private static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\r\n"u8);

    private Envelope(int opcode, long? sequence, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Opcode = (GatewayOpcode)opcode;
        Sequence = sequence;
        Name = name;
        Data = data;
    }

    internal GatewayOpcode Opcode { get; }

    internal long? Sequence { get; }

    /// <summary>UTF-8 of <c>t</c>; empty when it is null or absent.</summary>
    internal ReadOnlySpan<byte> Name { get; }

    /// <summary>UTF-8 of <c>d</c>; empty when absent.</summary>
    internal ReadOnlySpan<byte> Data { get; }

    /// <summary>
    /// Whether a key was seen after <c>d</c>. Payloads of such a gateway must be read exactly: the end of the payload does not tell where the data ends.
    /// </summary>
    internal bool HasKeysAfterData { get; private init; }

    /// <summary>Reads the envelope. On failure <paramref name="problem"/> says why, without a word of the payload. Never throws.</summary>
    /// <param name="payload">UTF-8 of the whole payload.</param>
    /// <param name="envelope">The envelope; default on failure.</param>
    /// <param name="problem">Why the payload could not be read; null on success.</param>
    /// <param name="isExact">
    /// Whether to walk the data to find its end. Otherwise data that comes last by all appearances ends where the payload does, which costs nothing and is wrong
    /// if another key with an object follows it.
    /// </param>
    internal static bool TryRead(ReadOnlySpan<byte> payload, out Envelope envelope, out string? problem, bool isExact = false)
    {
        problem = null;
        if (!isExact && TryReadUsualOrder(payload, out envelope))
        {
            return true;
        }

        // Data that is not JSON has no end of its own: the event keeps its name and sequence if its end is guessed.
        return TryReadAnyOrder(payload, isExact, out envelope, out problem)
            || (isExact && TryRead(payload, out envelope, out problem));
    }

    /// <summary>Cuts keys of the payload off its data, if they are all that follows: what <see cref="TryRead"/> leaves there when it guesses.</summary>
    internal static bool TryCutKeysAfterData(ref ReadOnlySpan<byte> data)
    {
        try
        {
            var cursor = new JsonCursor(data);
            cursor.ReadValue();
            cursor.Skip();
            int end = cursor.Position;
            bool hasKeys = false;
            while (!data[cursor.Position..].Trim(" \t\r\n"u8).IsEmpty)
            {
                if (!cursor.NextProperty())
                {
                    return false;
                }

                cursor.ReadValue();
                cursor.Skip();
                hasKeys = true;
            }

            data = data[..end];
            return hasKeys;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Discord's own order, <c>{"t":"NAME","s":1,"op":0,"d":{…}}</c> without spaces: read by position, a few tens of nanoseconds.</summary>
    private static bool TryReadUsualOrder(ReadOnlySpan<byte> payload, out Envelope envelope)
    {
        envelope = default;
        ReadOnlySpan<byte> rest = payload;
        if (!Skip(ref rest, "{\"t\":\""u8))
        {
            return false;
        }

        int nameLength = rest.IndexOf((byte)'"');
        if (nameLength <= 0 || rest[..nameLength].Contains((byte)'\\'))
        {
            return false;
        }

        ReadOnlySpan<byte> name = rest[..nameLength];
        rest = rest[(nameLength + 1)..];
        if (!Skip(ref rest, ",\"s\":"u8) || !Utf8Parser.TryParse(rest, out long sequence, out int digits))
        {
            return false;
        }

        rest = rest[digits..];
        if (!Skip(ref rest, ",\"op\":0,\"d\":{"u8))
        {
            return false;
        }

        int dataStart = payload.Length - rest.Length - 1;
        if (!rest.EndsWith("}}"u8))
        {
            return false;
        }

        envelope = new Envelope((int)GatewayOpcode.Dispatch, sequence, name, payload[dataStart..^1]);
        return true;
    }

    private static bool TryReadAnyOrder(ReadOnlySpan<byte> payload, bool isExact, out Envelope envelope, out string? problem)
    {
        try
        {
            return TryWalk(payload, isExact, out envelope, out problem);
        }
        catch (JsonException error)
        {
            // The cursor's own text: where it was, and what it expected there.
            envelope = default;
            problem = $"not valid JSON ({error.Message.TrimEnd('.')})";
            return false;
        }
    }

    private static bool TryWalk(ReadOnlySpan<byte> payload, bool isExact, out Envelope envelope, out string? problem)
    {
        envelope = default;
        int? opcode = null;
        long? sequence = null;
        bool sequenceSeen = false;
        bool nameSeen = false;
        bool dataSeen = false;
        bool hasKeysAfterData = false;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> data = default;

        var cursor = new JsonCursor(payload);
        cursor.ReadValue();
        if (cursor.TokenType != JsonTokenType.StartObject)
        {
            problem = "not a JSON object";
            return false;
        }

        while (cursor.NextProperty())
        {
            ReadOnlySpan<byte> key = ProtocolData.ReadKey(ref cursor);
            hasKeysAfterData |= dataSeen;
            cursor.ReadValue();
            if (key.SequenceEqual("op"u8))
            {
                if (!TryReadInteger(cursor, out long value) || value != (int)value)
                {
                    problem = "\"op\" is not a 32-bit integer";
                    return false;
                }

                opcode = (int)value;
            }
            else if (key.SequenceEqual("s"u8))
            {
                sequenceSeen = true;
                sequence = null;
                if (cursor.TokenType != JsonTokenType.Null)
                {
                    if (!TryReadInteger(cursor, out long value))
                    {
                        problem = "\"s\" is neither a 64-bit integer nor null";
                        return false;
                    }

                    sequence = value;
                }
            }
            else if (key.SequenceEqual("t"u8))
            {
                nameSeen = true;
                if (cursor.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    problem = "\"t\" is neither a string nor null";
                    return false;
                }

                name = cursor.TokenType == JsonTokenType.Null ? default : JsonRead.Text(ref cursor);
            }
            else if (key.SequenceEqual("d"u8))
            {
                dataSeen = true;
                if (!isExact && opcode is not null && sequenceSeen && nameSeen && EndsAfterData(payload, cursor.TokenType, out int dataEnd))
                {
                    data = payload[cursor.TokenStart..dataEnd];
                    break;
                }

                data = cursor.SkipRaw();
            }
            else
            {
                cursor.Skip();
            }
        }

        if (isExact && !payload[cursor.Position..].Trim(" \t\r\n"u8).IsEmpty)
        {
            problem = "bytes follow the payload";
            return false;
        }

        if (opcode is null)
        {
            problem = "\"op\" is missing";
            return false;
        }

        problem = null;
        envelope = new Envelope(opcode.Value, sequence, name, data) { HasKeysAfterData = hasKeysAfterData };
        return true;
    }

    /// <summary>An integer of 64 bits; 5.0 and 5e3 are integers too.</summary>
    private static bool TryReadInteger(JsonCursor cursor, out long value)
    {
        value = 0;
        if (cursor.TokenType != JsonTokenType.Number)
        {
            return false;
        }

        return JsonRead.TryParseInt64(ref cursor, out value);
    }

    /// <summary>
    /// Whether the payload looks as if the data, an object or array, were its last value: then it need not be walked to find its end.
    /// </summary>
    private static bool EndsAfterData(ReadOnlySpan<byte> payload, JsonTokenType first, out int dataEnd)
    {
        dataEnd = 0;
        int last = payload.LastIndexOfAnyExcept(Whitespace);
        if (first is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || last < 1 || payload[last] != '}')
        {
            return false;
        }

        dataEnd = payload[..last].LastIndexOfAnyExcept(Whitespace) + 1;
        return payload[dataEnd - 1] == (first == JsonTokenType.StartObject ? '}' : ']');
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> prefix)
    {
        if (!rest.StartsWith(prefix))
        {
            return false;
        }

        rest = rest[prefix.Length..];
        return true;
    }
}
