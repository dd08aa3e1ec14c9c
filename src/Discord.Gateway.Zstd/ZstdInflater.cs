using System.Buffers;
using ZstdSharp;

namespace Discord.Gateway.Zstd;

/// <summary>zstd-stream: one context for the connection; Discord flushes it at the end of each payload, which is the end of a WebSocket message.</summary>
internal sealed class ZstdInflater : IGatewayInflater
{
    private readonly Decompressor _decompressor = new();

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
                    throw new InvalidDataException("The zstd stream is broken.");
                }
            }
            catch (ZstdException error)
            {
                throw new InvalidDataException($"The zstd stream is broken: {error.Message}", error);
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
            throw new InvalidDataException("The zstd stream does not go on.");
        }

        return endOfMessage && !payload.Written.IsEmpty;
    }

    public void Dispose() => _decompressor.Dispose();
}
