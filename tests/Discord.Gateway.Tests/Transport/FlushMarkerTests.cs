using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public sealed class FlushMarkerTests
{
    [Fact]
    public void Each_marker_is_found_once_however_the_bytes_are_split_into_reads()
    {
        // Seeded, and of few different bytes: markers, their beginnings and what looks like them come often.
        var random = new Random(7);
        byte[] alphabet = [0x00, 0x00, 0xFF, 0xFF, 0x01];
        for (int run = 0; run < 2_000; run++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)])];
            Assert.Equal(FindAll(bytes), FindInReads(bytes, random));
        }
    }

    private static List<int> FindAll(byte[] bytes)
    {
        var ends = new List<int>();
        for (int at = 0; at + 4 <= bytes.Length; at++)
        {
            if (bytes.AsSpan(at, 4).SequenceEqual<byte>([0x00, 0x00, 0xFF, 0xFF]))
            {
                ends.Add(at + 4);
            }
        }

        return ends;
    }

    private static List<int> FindInReads(byte[] bytes, Random random)
    {
        var ends = new List<int>();
        var marker = default(FlushMarker);
        for (int at = 0; at < bytes.Length;)
        {
            int next = at + random.Next(1, 8);
            ReadOnlySpan<byte> read = bytes.AsSpan(at..Math.Min(next, bytes.Length));
            if (marker.FindEnd(read, out int end))
            {
                ends.Add(at + end);
            }

            at += end;
        }

        return ends;
    }
}
