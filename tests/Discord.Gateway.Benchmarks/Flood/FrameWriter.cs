using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.WebSockets;
using ZstdSharp;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>A payload becomes an unmasked frame, compressed in the connection's one context.</summary>
internal sealed class FrameWriter : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private readonly Stream? _compressor;

    internal FrameWriter(string compression) => _compressor = compression switch
    {
        "zlib-stream" => new ZLibStream(_compressed, CompressionLevel.Optimal),
        "zstd-stream" => new CompressionStream(_compressed, Compressor.DefaultCompressionLevel),
        _ => null,
    };

    internal byte[] Write(ReadOnlySpan<byte> payload)
    {
        _compressed.SetLength(0);
        if (_compressor is null)
        {
            _compressed.Write(payload);
        }
        else
        {
            _compressor.Write(payload);
            _compressor.Flush();
        }

        int length = (int)_compressed.Length;
        byte first = (byte)(0x80 | (_compressor is null ? (int)WebSocketMessageType.Text + 1 : (int)WebSocketMessageType.Binary + 1));
        byte[] head = length switch
        {
            < 126 => [first, (byte)length],
            <= ushort.MaxValue => [first, 126, 0, 0],
            _ => [first, 127, 0, 0, 0, 0, 0, 0, 0, 0],
        };
        if (head.Length == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)length);
        }
        else if (head.Length == 10)
        {
            BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(2), (ulong)length);
        }

        return [.. head, .. _compressed.GetBuffer().AsSpan(0, length)];
    }

    public void Dispose()
    {
        _compressor?.Dispose();
        _compressed.Dispose();
    }
}
