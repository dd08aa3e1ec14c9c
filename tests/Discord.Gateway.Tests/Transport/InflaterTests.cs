using System.Buffers;
using System.IO.Compression;
using System.Text;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public sealed class InflaterTests
{
    private static readonly string[] Payloads =
        [.. Enumerable.Range(0, 200).Select(i => $$"""{"t":"X","s":{{i}},"op":0,"d":{"text":"{{new string((char)('a' + (i % 26)), i * 7 % 400)}}"} }""")];

    [Fact]
    public void Payloads_come_out_whole_however_the_stream_is_cut_into_frames_and_reads()
    {
        byte[][] frames = Compress(Payloads);
        byte[] stream = [.. frames.SelectMany(frame => frame)];
        foreach (int size in (int[])[1, 2, 3, 5, 7, 64, 1000, stream.Length])
        {
            // Frames that span payloads and payloads that span frames; the end of each message says nothing but that.
            byte[][] chunks = [.. stream.Chunk(size)];
            Assert.Equal(Payloads, Read(chunks.Select(chunk => (chunk, EndOfMessage: true))));
            Assert.Equal(Payloads, Read(chunks.Select((chunk, index) => (chunk, index % 3 == 0 || index == chunks.Length - 1))));
        }
    }

    [Fact]
    public void One_frame_may_carry_several_payloads()
    {
        byte[][] frames = Compress(Payloads);

        Assert.Equal(Payloads, Read(frames.Chunk(7).Select(several => (several.SelectMany(frame => frame).ToArray(), EndOfMessage: true))));
    }

    [Fact]
    public void Payloads_that_fill_the_buffer_exactly_are_read()
    {
        // Around the sizes that the buffer has, each of which is a power of two.
        string[] payloads = [.. Enumerable.Range(4, 3).SelectMany(power => Enumerable.Range(-2, 5).Select(more => new string('x', (256 << power) + more)))];

        Assert.Equal(payloads, Read(Compress(payloads).Select(frame => (frame, true))));
    }

    [Fact]
    public void Broken_data_after_a_payload_that_fills_the_buffer_is_named()
    {
        byte[] frame = [.. Compress([new string('x', 4096)])[0], 0xFF, 0xFF, 0xFF, 0xFF];

        Assert.ThrowsAny<InvalidDataException>(() => Read([(frame, true)]));
    }

    [Fact]
    public void Broken_compressed_data_is_named()
    {
        Assert.Throws<InvalidDataException>(() => Read([("this is not zlib"u8.ToArray(), true)]));

        // What asks for a preset dictionary.
        Assert.Throws<InvalidDataException>(() => Read([([0x78, 0xBB, 1, 2, 3, 4, 0, 0, 0xFF, 0xFF], true)]));
        byte[][] frames = Compress(Payloads[..2]);
        frames[1][0] ^= 0xFF;
        Assert.ThrowsAny<InvalidDataException>(() => Read([(frames[0], true), (frames[1], true)]));
    }

    [Fact]
    public void A_compression_bomb_is_stopped_at_the_bound()
    {
        byte[] bomb = Compress([new string('0', 50_000_000)])[0];
        using var payload = new PayloadBuffer(bound: 1_000_000);

        Assert.Throws<PayloadBoundException>(() => Read([(bomb, true)], payload));
        Assert.True(payload.Written.Length <= 2_100_000);
    }

    [Fact]
    public void A_message_of_tens_of_thousands_of_flushes_is_read_once_and_not_once_for_each()
    {
        string payload = $$"""{"text":"{{new string('}', 8_000_000)}}\"{"}""";
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(payload);
            zlib.Write(bytes, 0, 7_900_000);
            foreach (byte[] part in bytes[7_900_000..].Chunk(3))
            {
                zlib.Write(part);
                zlib.Flush();
            }

            // Before the stream's own end, which Discord's never has.
            using var buffer = new PayloadBuffer(bound: 10_000_000);
            Assert.Equal(payload, Assert.Single(Read([(compressed.ToArray(), true)], buffer)));
        }
    }

    [Fact]
    public void Without_compression_a_message_is_a_payload()
    {
        using var reader = new PlainReader();
        using var payload = new PayloadBuffer(1000);
        ReadOnlyMemory<byte> input = "abc"u8.ToArray();
        Assert.False(reader.Read(ref input, endOfMessage: false, payload));
        input = "def"u8.ToArray();
        Assert.True(reader.Read(ref input, endOfMessage: true, payload));
        Assert.Equal("abcdef", Encoding.UTF8.GetString(payload.Written));
        Assert.False(reader.Read(ref input, endOfMessage: true, payload));
    }

    private static byte[][] Compress(string[] payloads) => Compressed.Compress(payloads, stream => new ZLibStream(stream, CompressionLevel.Optimal));

    private static List<string> Read(IEnumerable<(byte[] Bytes, bool EndOfMessage)> frames, PayloadBuffer? buffer = null)
    {
        using var inflater = new ZlibStreamInflater();
        using var own = new PayloadBuffer(1 << 20);
        return Compressed.Read(inflater, frames, buffer ?? own);
    }
}
