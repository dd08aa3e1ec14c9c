using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Discord.Gateway.Json;

/// <summary>Makes text of what is none: bytes that are not UTF-8, and halves of surrogate pairs, become U+FFFD.</summary>
internal static class TextRepair
{
    private const int EscapeLength = 6;

    /// <summary>Whether JSON has, or may have, what is no text.</summary>
    internal static bool NeedsRepair(ReadOnlySpan<byte> json) => !Utf8.IsValid(json) || json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>Valid JSON, whose strings are text.</summary>
    internal static byte[] Repair(ReadOnlySpan<byte> json)
    {
        byte[] repaired = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        int position = 0;
        while (repaired.AsSpan(position).IndexOf((byte)'\\') is var length and >= 0)
        {
            position += length;
            if (repaired[position + 1] != 'u')
            {
                position += 2;
                continue;
            }

            int units = IsPair(repaired, position) ? 2 : 1;
            if (units == 1 && char.IsSurrogate(ReadUnit(repaired, position)))
            {
                "\\uFFFD"u8.CopyTo(repaired.AsSpan(position));
            }

            position += units * EscapeLength;
        }

        return repaired;
    }

    /// <summary>The string, if it has half a pair, with U+FFFD in its place.</summary>
    internal static string Repair(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (Rune.DecodeFromUtf16(rest, out _, out int length) is var status && status != OperationStatus.NeedMoreData)
        {
            if (status == OperationStatus.InvalidData)
            {
                return string.Concat(text.EnumerateRunes());
            }

            rest = rest[length..];
        }

        return rest.IsEmpty ? text : string.Concat(text.EnumerateRunes());
    }

    private static bool IsPair(ReadOnlySpan<byte> json, int position) =>
        json[(position + EscapeLength)..].StartsWith("\\u"u8)
        && char.IsSurrogatePair(ReadUnit(json, position), ReadUnit(json, position + EscapeLength));

    /// <summary>The unit of an escape, which has been checked.</summary>
    private static char ReadUnit(ReadOnlySpan<byte> json, int position)
    {
        _ = Utf8Parser.TryParse(json.Slice(position + 2, 4), out ushort unit, out _, 'x');
        return (char)unit;
    }
}
