using System.Text;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

/// <summary>Makes compressed streams, and reads them.</summary>
internal static class Compressed
{
    /// <summary>Payloads through one compressor, flushed after each.</summary>
    internal static byte[][] Compress(IEnumerable<string> payloads, Func<Stream, Stream> createCompressor)
    {
        using var compressed = new MemoryStream();
        using Stream compressor = createCompressor(compressed);
        return [.. payloads.Select(payload =>
        {
            compressed.SetLength(0);
            compressor.Write(Encoding.UTF8.GetBytes(payload));
            compressor.Flush();
            return compressed.ToArray();
        })];
    }

    /// <summary>The payloads of frames.</summary>
    internal static List<string> Read(IGatewayInflater inflater, IEnumerable<(byte[] Bytes, bool EndOfMessage)> frames, PayloadBuffer payload)
    {
        var payloads = new List<string>();
        foreach ((byte[] bytes, bool endOfMessage) in frames)
        {
            ReadOnlyMemory<byte> input = bytes;
            while (inflater.Read(ref input, endOfMessage, payload))
            {
                payloads.Add(Encoding.UTF8.GetString(payload.Written));
                payload.Clear();
            }
        }

        return payloads;
    }
}
