using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using Discord.Gateway.Tests.Transport;
using Discord.Gateway.Transport;
using Discord.Gateway.Zstd;
using ZstdSharp;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>A thousand payloads of the mix, inflated on one connection; the time is for one.</summary>
public class InflateBenchmarks
{
    private const int Count = 1_000;

    private readonly PayloadBuffer _payload = new(64 * 1024 * 1024);
    private byte[][] _frames = [];
    private GatewayCompression _compression = GatewayCompression.None;

    /// <summary>How the connection is compressed.</summary>
    [Params("none", "zlib-stream", "zstd-stream")]
    public string Compression { get; set; } = "";

    /// <summary>Compresses the payloads.</summary>
    [GlobalSetup]
    public void Compress()
    {
        string[] payloads = [.. new PayloadMix(seed: 7).Make(Count).Select((item, index) => Encoding.UTF8.GetString(Flood.FloodTraffic.MakePayload(item.Name, index, item.Data)))];
        (_compression, _frames) = Compression switch
        {
            "zlib-stream" => (GatewayCompression.ZlibStream, Compressed.Compress(payloads, stream => new ZLibStream(stream, CompressionLevel.Optimal))),
            "zstd-stream" => (ZstdCompression.ZstdStream, Compressed.Compress(payloads, stream => new CompressionStream(stream, Compressor.DefaultCompressionLevel))),
            _ => (GatewayCompression.None, [.. payloads.Select(Encoding.UTF8.GetBytes)]),
        };
    }

    /// <summary>From the connection's first frame on.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Inflate()
    {
        int bytes = 0;
        using IGatewayInflater inflater = _compression.CreateInflater();
        foreach (byte[] frame in _frames)
        {
            ReadOnlyMemory<byte> input = frame;
            while (inflater.Read(ref input, endOfMessage: true, _payload))
            {
                bytes += _payload.Written.Length;
                _payload.Clear();
            }
        }

        return bytes;
    }
}
