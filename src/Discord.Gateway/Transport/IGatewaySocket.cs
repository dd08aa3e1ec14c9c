namespace Discord.Gateway;

/// <summary>
/// One WebSocket to a gateway, small enough to be faked by hand or with a mocking library. A shard makes a new one for each connection
/// (<see cref="ShardOptions.SocketFactory"/>), calls at most one receive and one send at a time, and disposes it.
/// </summary>
public interface IGatewaySocket : IDisposable
{
    /// <summary>
    /// Whether no call of it ever blocks its thread. If so, a shutdown makes its calls on the thread of the bot, and the connection is closed when the call returns;
    /// otherwise it makes them on the thread pool. Default false.
    /// </summary>
    bool NeverBlocks => false;

    /// <summary>
    /// Whether a receive that had to wait completes on a thread of the thread pool that nobody waits for. If so, the shard's consumer may run there, which saves waking
    /// another thread for each event. Default false: the consumer then never runs on a thread that completes a receive.
    /// </summary>
    bool ReceivesOnThreadPool => false;

    /// <summary>Opens the connection.</summary>
    /// <param name="uri">The gateway's address with its query.</param>
    /// <param name="cancellationToken">Ends the attempt; the socket is not used afterwards.</param>
    Task ConnectAsync(Uri uri, CancellationToken cancellationToken);

    /// <summary>Receives the next part of a message into <paramref name="buffer"/>, or a close.</summary>
    /// <remarks>The shard never cancels it: it calls <see cref="Abort"/>, which must end a pending receive or leave it to hang harmlessly.</remarks>
    ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends one text message.</summary>
    /// <param name="payload">UTF-8 of the whole message.</param>
    /// <param name="cancellationToken">Never cancelled by the shard: cancelling a send breaks a WebSocket.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Sends a close frame; does not wait for the peer's.</summary>
    /// <param name="closeCode">1000, or 3000–4999.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task CloseAsync(int closeCode, CancellationToken cancellationToken);

    /// <summary>Drops the connection at once, from any thread, without a word to the peer.</summary>
    void Abort();
}

/// <summary>What a receive brought: a part of a message, or the peer's close.</summary>
public readonly record struct GatewaySocketFrame
{
    /// <summary>Bytes written to the buffer.</summary>
    public int Count { get; private init; }

    /// <summary>Whether the WebSocket message ends with these bytes.</summary>
    public bool EndOfMessage { get; private init; }

    /// <summary>Whether the WebSocket message is text, which is never compressed. False for a binary one, and where the socket does not tell.</summary>
    public bool IsText { get; private init; }

    /// <summary>Whether this is the peer's close.</summary>
    public bool IsClose { get; private init; }

    /// <summary>The peer's close code; null if it gave none.</summary>
    public int? CloseCode { get; private init; }

    /// <summary>The reason that came with the close.</summary>
    public string? CloseReason { get; private init; }

    /// <summary>A part of a message.</summary>
    /// <param name="count">How many bytes were written to the buffer.</param>
    /// <param name="endOfMessage">Whether the message ends with them.</param>
    /// <param name="isText">Whether the message is text; the same for all parts of a message. Text is read as it is, whatever compression was asked for.</param>
    public static GatewaySocketFrame Data(int count, bool endOfMessage = true, bool isText = false) =>
        new() { Count = count, EndOfMessage = endOfMessage, IsText = isText };

    /// <summary>The peer closed.</summary>
    public static GatewaySocketFrame Close(int? code, string? reason = null) => new() { IsClose = true, CloseCode = code, CloseReason = reason };
}
