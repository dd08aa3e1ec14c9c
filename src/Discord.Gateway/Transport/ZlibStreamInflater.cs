using System.Buffers;
using System.IO.Compression;

namespace Discord.Gateway.Transport;

/// <summary>
/// zlib-stream: one inflate context for the connection; a payload ends where the compressor flushed (00 00 FF FF). A payload may span
/// WebSocket messages, and a message may carry several payloads.
/// </summary>
internal sealed class ZlibStreamInflater : IGatewayInflater
{
    private readonly Feed _feed = new();
    private readonly ZLibStream _zlib;
    private FlushMarker _marker;
    private JsonProgress _json;
    private bool _flushed;

    internal ZlibStreamInflater()
    {
        _zlib = new ZLibStream(_feed, CompressionMode.Decompress);
    }

    public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload)
    {
        while (!input.IsEmpty)
        {
            _flushed = _marker.FindEnd(input.Span, out int end);
            Inflate(input[..end], payload);
            input = input[end..];

            // A marker at the end of a message ends a payload, says Discord. Inside of one the same four bytes may also be compressed data by chance.
            if (_flushed && !(input.IsEmpty && endOfMessage) && _json.IsComplete(payload.Written))
            {
                _json = default;
                return true;
            }
        }

        if (!endOfMessage || !_flushed || payload.Written.IsEmpty)
        {
            return false;
        }

        _json = default;
        return true;
    }

    public void Dispose() => _zlib.Dispose();

    private void Inflate(ReadOnlyMemory<byte> compressed, IPayloadWriter payload)
    {
        _feed.Bytes = compressed;
        int count;
        bool mayHaveMore;
        do
        {
            Span<byte> room = payload.GetSpan();
            count = InflateInto(room);
            payload.Advance(count);

            // Where room is left and no input is, there is nothing to ask for: that saves a call in two.
            mayHaveMore = count == room.Length || !_feed.Bytes.IsEmpty;
        }
        while (count > 0 && mayHaveMore);

        if (!_feed.Bytes.IsEmpty)
        {
            throw new InvalidDataException("The zlib stream has ended, but more data follows.");
        }
    }

    private int InflateInto(Span<byte> room)
    {
        _feed.RanDry = false;
        try
        {
            return _zlib.Read(room);
        }
        catch (InvalidDataException) when (_feed.RanDry)
        {
            // With System.IO.Compression.UseStrictValidation, input that ends before the stream does counts as truncated. Here it is only the end of what came so far.
            return 0;
        }
        catch (IOException error)
        {
            // A preset dictionary, for instance, which is valid zlib and no stream of Discord's.
            throw new InvalidDataException(error.Message, error);
        }
    }

    /// <summary>
    /// Whether a payload is a whole JSON object or array so far. Looks at each byte once, however often it is asked: a peer that flushes after each byte must not
    /// make us read all again each time.
    /// </summary>
    private struct JsonProgress
    {
        private int _read;
        private int _depth;
        private bool _isInString;
        private bool _isEscaped;

        internal bool IsComplete(ReadOnlySpan<byte> payload)
        {
            foreach (byte each in payload[_read..])
            {
                if (_isEscaped)
                {
                    _isEscaped = false;
                }
                else if (_isInString)
                {
                    _isEscaped = each == '\\';
                    _isInString = each != '"';
                }
                else
                {
                    _isInString = each == '"';
                    _depth += each is (byte)'{' or (byte)'[' ? 1 : each is (byte)'}' or (byte)']' ? -1 : 0;
                }
            }

            _read = payload.Length;
            return _depth == 0 && _read > 0;
        }
    }

    /// <summary>The stream that the decompressor reads: what was set, then nothing until more is.</summary>
    private sealed class Feed : Stream
    {
        internal ReadOnlyMemory<byte> Bytes { get; set; }

        /// <summary>Set when the decompressor asks for more than there is: it has used up its input, and found nothing wrong with it.</summary>
        internal bool RanDry { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(buffer.Length, Bytes.Length);
            RanDry = count == 0;
            Bytes.Span[..count].CopyTo(buffer);
            Bytes = Bytes[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
