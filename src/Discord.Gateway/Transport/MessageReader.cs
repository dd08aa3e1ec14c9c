namespace Discord.Gateway.Transport;

/// <summary>
/// Turns one connection's messages into payloads. Binary messages go through the connection's inflater. A text message is a payload as it is: text is never
/// compressed, and a gateway that ignores the <c>compress</c> parameter answers in text.
/// </summary>
internal sealed class MessageReader(IGatewayInflater inflater) : IDisposable
{
    private readonly PlainReader _plain = new();
    private bool _isInText;

    /// <summary>As <see cref="IGatewayInflater.Read"/>, for a part of a message of either kind.</summary>
    internal bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, bool isText, IPayloadWriter payload)
    {
        if (!isText)
        {
            return inflater.Read(ref input, endOfMessage, payload);
        }

        if (!_isInText && !payload.Written.IsEmpty)
        {
            throw new InvalidDataException("A text message came before the end of a compressed payload.");
        }

        bool isComplete = _plain.Read(ref input, endOfMessage, payload);
        _isInText = !endOfMessage;
        return isComplete;
    }

    public void Dispose()
    {
        _plain.Dispose();
        inflater.Dispose();
    }
}
