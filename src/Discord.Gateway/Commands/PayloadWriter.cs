using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Discord.Gateway.Commands;

/// <summary>
/// Writes payloads, one after the other, in a rented array; each thread keeps one writer. The result is a new array of the exact size, which a socket, or a test
/// that checks sent payloads, may keep.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its thread, and holds no array while it rests.")]
internal sealed class PayloadWriter : IBufferWriter<byte>
{
    private const int UsualSize = 512;

    // Text stays UTF-8: escaping every non-ASCII letter would use up the 4,096 bytes.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static PayloadWriter? _spare;

    private readonly Utf8JsonWriter _json;
    private byte[] _bytes = [];
    private int _count;

    private PayloadWriter()
    {
        _json = new Utf8JsonWriter(this, WriterOptions);
    }

    internal static byte[] Write<TData>(TData data, Action<Utf8JsonWriter, TData> write)
    {
        // Nobody else has it meanwhile: a list given by a caller may send while it is read.
        PayloadWriter writer = _spare ?? new PayloadWriter();
        _spare = null;
        try
        {
            write(writer._json, data);
            writer._json.Flush();
            return writer._bytes.AsSpan(0, writer._count).ToArray();
        }
        finally
        {
            writer._json.Reset();
            writer.GiveBack();
            writer._count = 0;
            _spare = writer;
        }
    }

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _count < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(UsualSize, _count + needed));
            _bytes.AsSpan(0, _count).CopyTo(larger);
            GiveBack();
            _bytes = larger;
        }

        return _bytes.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Cleared, since it may have held the token.</summary>
    private void GiveBack()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = [];
        }
    }
}
