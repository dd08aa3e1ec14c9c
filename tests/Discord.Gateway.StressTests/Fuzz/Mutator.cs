using System.Text;

namespace Discord.Gateway.StressTests.Fuzz;

/// <summary>Changes input as a hostile or broken peer would: bits and bytes, and pieces of JSON for other pieces.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Pieces = [.. ((string[])
    [
        "null", "true", "false", "0", "-1", "1e999", "-1e999", "1E-999", "0.1", "18446744073709551616", "-9223372036854775809", "99999999999999999999999999999999", "\"\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\\"", "{}", "[]", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "]]]]", "}}}}", ",", ":", "\"", "{", "}", "[", "]", "\\", "\n", "\0",
        "\"op\":10,", "\"s\":9223372036854775807,", "\"t\":\"READY\",", "\"d\":null,", "\"id\":\"0\",", "\"id\":\"18446744073709551615\",", "\"2026-02-30T25:61:61+99:99\"",
    ]).Select(Encoding.UTF8.GetBytes), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0x00, 0x00, 0xFF, 0xFF]];

    private readonly Random _random = new(seed);

    internal byte[] Next()
    {
        List<byte> bytes = [.. seeds[_random.Next(seeds.Count)]];
        for (int changes = 1 << _random.Next(5); changes > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        int rest = bytes.Count - at;
        switch (_random.Next(9))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2 when rest > 0:
                bytes.RemoveRange(at, Math.Min(rest, 1 + _random.Next(16)));
                break;
            case 3:
                bytes.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 4 when Value(bytes, at) is var (start, length):
                bytes.RemoveRange(start, length);
                bytes.InsertRange(start, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 5 when rest > 0:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(rest, 1 + _random.Next(64))));
                break;
            case 6:
                byte[] other = seeds[_random.Next(seeds.Count)];
                int from = _random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + _random.Next(256))));
                break;
            case 7 when rest > 0 && _random.Next(4) == 0:
                bytes.RemoveRange(at, rest);
                break;
            case 8 when _random.Next(200) == 0:
                bytes.InsertRange(at, Enumerable.Repeat("[{"u8.ToArray()[_random.Next(2)], 200));
                break;
        }
    }

    /// <summary>A JSON value near a place: what is between a colon and the next comma or bracket.</summary>
    private static (int Start, int Length)? Value(List<byte> bytes, int near)
    {
        int colon = bytes.IndexOf((byte)':', Math.Min(near, bytes.Count));
        if (colon < 0)
        {
            return null;
        }

        int end = colon + 1;
        while (end < bytes.Count && bytes[end] is not ((byte)',' or (byte)'}' or (byte)']'))
        {
            end++;
        }

        return (colon + 1, end - colon - 1);
    }
}
