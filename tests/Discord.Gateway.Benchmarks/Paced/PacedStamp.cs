using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>The data of a TYPING_START whose user id is the <see cref="Stopwatch"/> timestamp of its write. Client and server share the machine, so they share the clock.</summary>
internal static class PacedStamp
{
    private static ReadOnlySpan<byte> Key => "\"user_id\":\""u8;

    internal static byte[] Make() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"channel_id":"1","user_id":"{{Stopwatch.GetTimestamp()}}","timestamp":1790000000}"""));

    /// <summary>Reads the timestamp from an event's data or from the payload around it; false for an event without one.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> json, out long ticks)
    {
        ticks = 0;
        int at = json.IndexOf(Key);
        return at >= 0 && Utf8Parser.TryParse(json[(at + Key.Length)..], out ticks, out _);
    }
}
