using System.IO.Compression;
using System.Text;
using Discord.Gateway.Tests.Transport;
using Discord.Gateway.Transport;
using Discord.Gateway.Zstd;
using ZstdSharp;

namespace Discord.Gateway.Benchmarks;

/// <summary>What each compression costs to undo, and what it saves, on a mix of events; in one run.</summary>
internal static class InflateBenchmark
{
    private const int Count = 5_000;

    internal static int Run()
    {
        string[] payloads = [.. new PayloadMix(seed: 7).Make(Count)
            .Select((item, index) => $$"""{"t":"{{item.Name}}","s":{{index}},"op":0,"d":{{Encoding.UTF8.GetString(item.Data)}}}""")];
        double size = payloads.Sum(Encoding.UTF8.GetByteCount);

        // Discord's own levels are not known; these are the libraries' defaults.
        using var zlib = new Way(
            "zlib-stream", GatewayCompression.ZlibStream, Compressed.Compress(payloads, stream => new ZLibStream(stream, CompressionLevel.Optimal)));
        using var zstd = new Way(
            "zstd-stream", ZstdCompression.ZstdStream, Compressed.Compress(payloads, stream => new CompressionStream(stream, Compressor.DefaultCompressionLevel)));
        Alternating.Result[] results = Alternating.Measure(rounds: 15, itemsPerRound: Count, [(zlib.Name, zlib.Inflate), (zstd.Name, zstd.Inflate)]);
        Console.WriteLine($"{Count:N0} events, {size / Count:N0} bytes each");
        foreach ((Way way, Alternating.Result result) in new[] { zlib, zstd }.Zip(results))
        {
            Console.WriteLine($"{way.Name}: {result.Microseconds:F2} µs and {result.Bytes:F0} B allocated an event, {way.Size / size:P0} of the bytes");
        }

        Console.WriteLine($"zstd / zlib: {results[1].Microseconds / results[0].Microseconds:F2} of the time");
        return 0;
    }

    /// <summary>A compression and a stream of it, which is inflated frame by frame, round by round.</summary>
    private sealed class Way(string name, GatewayCompression compression, byte[][] frames) : IDisposable
    {
        private readonly PayloadBuffer _payload = new(64 * 1024 * 1024);
        private IGatewayInflater? _inflater;

        internal string Name => name;

        internal double Size => frames.Sum(frame => frame.Length);

        internal void Inflate(int index)
        {
            if (index == 0)
            {
                _inflater?.Dispose();
                _inflater = compression.CreateInflater();
            }

            ReadOnlyMemory<byte> input = frames[index];
            if (!_inflater!.Read(ref input, endOfMessage: true, _payload))
            {
                throw new InvalidOperationException($"{name} did not give payload {index}.");
            }

            _payload.Clear();
        }

        public void Dispose()
        {
            _inflater?.Dispose();
            _payload.Dispose();
        }
    }
}
