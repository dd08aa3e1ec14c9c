using System.IO.Compression;
using System.Text;
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
        byte[][] payloads = [.. new PayloadMix(seed: 7).Make(Count)
            .Select((item, index) => Encoding.UTF8.GetBytes($$"""{"t":"{{item.Name}}","s":{{index}},"op":0,"d":{{Encoding.UTF8.GetString(item.Data)}}}"""))];

        // Discord's own levels are not known; these are the libraries' defaults.
        byte[][] zlib = Compress(payloads, stream => new ZLibStream(stream, CompressionLevel.Optimal));
        byte[][] zstd = Compress(payloads, stream => new CompressionStream(stream, Compressor.DefaultCompressionLevel));
        var ways = new[]
        {
            ("zlib-stream", GatewayCompression.ZlibStream, zlib),
            ("zstd-stream", ZstdCompression.ZstdStream, zstd),
        };
        using var payload = new PayloadBuffer(64 * 1024 * 1024);
        IGatewayInflater?[] inflaters = new IGatewayInflater?[ways.Length];
        Alternating.Result[] results = Alternating.Measure(rounds: 15, itemsPerRound: Count, [.. ways.Select((way, index) => (way.Item1, (Action<int>)(i =>
        {
            if (i == 0)
            {
                inflaters[index]?.Dispose();
                inflaters[index] = way.Item2.CreateInflater();
            }

            ReadOnlyMemory<byte> input = way.Item3[i];
            if (!inflaters[index]!.Read(ref input, endOfMessage: true, payload))
            {
                throw new InvalidOperationException($"{way.Item1} did not give payload {i}.");
            }

            payload.Clear();
        })))]);
        Console.WriteLine($"{Count:N0} events, {payloads.Average(bytes => bytes.Length):N0} bytes each");
        for (int index = 0; index < ways.Length; index++)
        {
            double share = (double)ways[index].Item3.Sum(bytes => bytes.Length) / payloads.Sum(bytes => bytes.Length);
            Console.WriteLine($"{results[index].Name}: {results[index].Microseconds:F2} µs and {results[index].Bytes:F0} B allocated an event, {share:P0} of the bytes");
        }

        Console.WriteLine($"zstd / zlib: {results[1].Microseconds / results[0].Microseconds:F2} of the time");
        return 0;
    }

    private static byte[][] Compress(byte[][] payloads, Func<Stream, Stream> create)
    {
        using var compressed = new MemoryStream();
        using Stream compressor = create(compressed);
        return [.. payloads.Select(payload =>
        {
            compressed.SetLength(0);
            compressor.Write(payload);
            compressor.Flush();
            return compressed.ToArray();
        })];
    }
}
