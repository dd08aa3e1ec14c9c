using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Discord.Gateway.Transport;
using Discord.Gateway.Zstd;
using ZstdSharp;

namespace Discord.Gateway.Tests.Transport;

public sealed class ZstdTests
{
    private static readonly string[] Payloads =
        [.. Enumerable.Range(0, 200).Select(i => $$"""{"t":"X","s":{{i}},"op":0,"d":{"text":"{{new string((char)('a' + (i % 26)), i * 37 % 9000)}}"} }""")];

    [Fact]
    public void Each_message_is_a_payload_however_it_is_cut_into_reads()
    {
        byte[][] messages = Compress(Payloads);
        foreach (int size in (int[])[1, 2, 3, 7, 64, int.MaxValue])
        {
            Assert.Equal(Payloads, Read(messages.SelectMany(message =>
            {
                byte[][] chunks = [.. message.Chunk(size)];
                return chunks.Select((chunk, index) => (chunk, index == chunks.Length - 1));
            })));
        }
    }

    [Fact]
    public void Broken_compressed_data_is_named()
    {
        Assert.Throws<InvalidDataException>(() => Read([("this is not zstd"u8.ToArray(), true)]));
    }

    [Fact]
    public void A_compression_bomb_is_stopped_at_the_bound()
    {
        byte[] bomb = Compress([new string('0', 50_000_000)])[0];
        Assert.Throws<PayloadBoundException>(() => Read([(bomb, true)]));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(27)]
    [InlineData(31)]
    public void A_frame_that_wants_a_huge_window_is_refused(int windowLog)
    {
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (byte)((windowLog - 10) << 3), 0x01, 0x00, 0x00];
        Assert.Throws<InvalidDataException>(() => Read([(frame, true)]));
    }

    [Fact]
    public async Task A_shard_asks_for_it_and_lives_on_it_over_reconnects()
    {
        await using var world = new World(options: options => options with { Compression = ZstdCompression.ZstdStream });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        Assert.Contains("compress=zstd-stream", first.Uri.Query, StringComparison.Ordinal);
        first.SplitEvery = 5;
        await world.SayAsync(new string('x', 50_000));
        Assert.Equal(50_000, (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content.Length);

        first.Cut();
        await world.SayAsync("meanwhile");
        await world.NextConnectionAsync();
        Assert.Equal("meanwhile", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
    }

    [Fact]
    public async Task Broken_data_ends_the_connection_and_the_session_is_resumed()
    {
        await using var world = new World(options: options => options with { Compression = ZstdCompression.ZstdStream });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.SendUncompressed("not zstd at all"u8.ToArray());
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.Equal(4000, first.ClientCloseCode);
    }

    private static byte[][] Compress(IEnumerable<string> payloads) => Compressed.Compress(payloads, stream => new CompressionStream(stream, level: 3));

    private static List<string> Read(IEnumerable<(byte[] Bytes, bool EndOfMessage)> frames)
    {
        using IGatewayInflater inflater = ZstdCompression.ZstdStream.CreateInflater();
        using var payload = new PayloadBuffer(bound: 1_000_000);
        return Compressed.Read(inflater, frames, payload);
    }
}
