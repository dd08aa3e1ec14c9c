using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Discord.Gateway.Zstd;

/// <summary>zstd-stream: one context for the connection; Discord flushes it at the end of each payload, which is the end of a WebSocket message.</summary>
internal sealed class ZstdInflater : IGatewayInflater
{
    /// <summary>2^23 = 8 MB: what RFC 8878 asks decoders to take and encoders not to pass. A frame with a larger window is refused before memory is taken for it.</summary>
    private const int MaxWindowLog = 23;

    private readonly Decompressor _decompressor = new();

    internal ZstdInflater() => _decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);

    public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload)
    {
        // Once more when a full span came back: there may be more of it inside of the context.
        bool isFull = true;
        while (!input.IsEmpty || isFull)
        {
            Span<byte> room = payload.GetSpan(1);
            int consumed;
            int written;
            try
            {
                OperationStatus status = _decompressor.UnwrapStream(input.Span, room, out consumed, out written);
                if (status == OperationStatus.InvalidData)
                {
                    throw new InvalidDataException("The zstd stream is damaged.");
                }
            }
            catch (ZstdException error)
            {
                throw new InvalidDataException($"The zstd stream is damaged: {error.Message}", error);
            }

            input = input[consumed..];
            payload.Advance(written);
            isFull = written == room.Length;
            if (consumed == 0 && written == 0)
            {
                break;
            }
        }

        if (!input.IsEmpty)
        {
            throw new InvalidDataException("The zstd stream has ended, but more data follows.");
        }

        return endOfMessage && !payload.Written.IsEmpty;
    }

    public void Dispose() => _decompressor.Dispose();
}
