using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Discord.Gateway.Redis;

/// <summary>A command on its way to the process of its shard, or the answer: some words, then bytes to the end.</summary>
internal static class RedisMessage
{
    internal static byte[] Write(ReadOnlySpan<byte> rest, params IEnumerable<object> words)
    {
        byte[] head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', words.Select(word => string.Create(CultureInfo.InvariantCulture, $"{word}")))} "));
        return [.. head, .. rest];
    }

    /// <summary>Takes the next word; null if there is none.</summary>
    internal static string? TakeWord(ref ReadOnlySpan<byte> message)
    {
        int end = message.IndexOf((byte)' ');
        if (end < 0)
        {
            return null;
        }

        string word = Encoding.UTF8.GetString(message[..end]);
        message = message[(end + 1)..];
        return word;
    }

    /// <summary>Takes the next word as a number; null if it is none.</summary>
    internal static ulong? TakeNumber(ref ReadOnlySpan<byte> message)
    {
        int end = message.IndexOf((byte)' ');
        if (end < 0 || !Utf8Parser.TryParse(message[..end], out ulong number, out int length) || length != end)
        {
            return null;
        }

        message = message[(end + 1)..];
        return number;
    }
}
