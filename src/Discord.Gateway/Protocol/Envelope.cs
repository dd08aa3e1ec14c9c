using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

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

    /// <summary>Reads the envelope. On failure <paramref name="problem"/> says what is wrong with it; nothing throws.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> payload, out Envelope envelope, out string? problem)
    {
        problem = null;
        if (TryReadUsualOrder(payload, out envelope))
        {
            return true;
        }

        try
        {
            return TryReadAnyOrder(payload, out envelope, out problem);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped string that is not valid UTF-8.
            envelope = default;
            problem = $"not valid JSON ({error.Message})";
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

    private static bool TryReadAnyOrder(ReadOnlySpan<byte> payload, out Envelope envelope, out string? problem)
    {
        envelope = default;
        int? opcode = null;
        long? sequence = null;
        bool sequenceSeen = false;
        bool nameSeen = false;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> data = default;

        var reader = new Utf8JsonReader(payload);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            problem = "not a JSON object";
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("op"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int value))
                {
                    problem = "\"op\" is not an integer";
                    return false;
                }

                opcode = value;
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                reader.Read();
                sequenceSeen = true;
                sequence = null;
                if (reader.TokenType != JsonTokenType.Null)
                {
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long value))
                    {
                        problem = "\"s\" is neither an integer nor null";
                        return false;
                    }

                    sequence = value;
                }
            }
            else if (reader.ValueTextEquals("t"u8))
            {
                reader.Read();
                nameSeen = true;
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                {
                    problem = "\"t\" is neither a string nor null";
                    return false;
                }

                name = reader.TokenType == JsonTokenType.Null ? default
                    : reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)
                    : reader.ValueSpan;
            }
            else if (reader.ValueTextEquals("d"u8))
            {
                reader.Read();
                int dataStart = (int)reader.TokenStartIndex;
                if (opcode is not null && sequenceSeen && nameSeen && EndsAfterData(payload, reader.TokenType, out int dataEnd))
                {
                    data = payload[dataStart..dataEnd];
                    break;
                }

                reader.Skip();
                data = payload[dataStart..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (opcode is null)
        {
            problem = "\"op\" is missing";
            return false;
        }

        problem = null;
        envelope = new Envelope(opcode.Value, sequence, name, data);
        return true;
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
