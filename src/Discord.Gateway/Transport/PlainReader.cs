using System.Buffers;

namespace Discord.Gateway.Transport;

/// <summary>No compression: a WebSocket message is a payload.</summary>
internal sealed class PlainReader : IGatewayInflater
{
    private bool _started;

    public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload)
    {
        if (input.IsEmpty && !(endOfMessage && _started))
        {
            return false;
        }

        payload.Write(input.Span);
        input = default;
        _started = !endOfMessage;
        return endOfMessage;
    }

    public void Dispose()
    {
    }
}
