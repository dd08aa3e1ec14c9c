namespace Discord.Gateway;

/// <summary>
/// A WebSocket to a gateway, small enough to fake by hand or with a mocking library. A shard creates a new one for each connection
/// (<see cref="ShardOptions.SocketFactory"/>), calls at most one receive and one send at a time, and disposes it.
/// </summary>
public interface IGatewaySocket : IDisposable
{
    /// <summary>
    /// Whether calls of the socket never block their thread. If true, a shutdown calls it on the bot's thread, and the connection is closed when the call returns;
    /// if false, on the thread pool. Default false.
    /// </summary>
    bool NeverBlocks => false;

    /// <summary>
    /// Whether a receive that had to wait completes on a thread-pool thread that no other work waits for. If true, the shard's consumer may run there, which saves waking
    /// another thread for each event. Default false: the consumer never runs on a thread that completes a receive.
    /// </summary>
    bool ReceivesOnThreadPool => false;

    /// <summary>Opens the connection.</summary>
    /// <param name="uri">The gateway's address with its query.</param>
    /// <param name="cancellationToken">Ends the attempt; the socket is not used afterwards.</param>
    Task ConnectAsync(Uri uri, CancellationToken cancellationToken);

    /// <summary>Receives the next part of a message into <paramref name="buffer"/>, or a close.</summary>
    /// <remarks>The shard never cancels it. It calls <see cref="Abort"/> instead, which must end a pending receive or leave it pending without side effects.</remarks>
    ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends one text message.</summary>
    /// <param name="payload">UTF-8 of the whole message.</param>
    /// <param name="cancellationToken">Never cancelled by the shard: cancelling a send breaks a WebSocket.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Sends a close frame, without waiting for the peer's.</summary>
    /// <param name="closeCode">1000, or 3000–4999.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task CloseAsync(int closeCode, CancellationToken cancellationToken);

    /// <summary>Closes the connection at once, without a close frame. Can be called from any thread.</summary>
    void Abort();
}

/// <summary>The result of a receive: a part of a message, or the peer's close.</summary>
public readonly record struct GatewaySocketFrame
{
    /// <summary>The number of bytes written to the buffer.</summary>
    public int Count { get; private init; }

    /// <summary>Whether the WebSocket message ends with these bytes.</summary>
    public bool EndOfMessage { get; private init; }

    /// <summary>Whether the WebSocket message is text, which is never compressed. False for a binary message, and if the socket does not know.</summary>
    public bool IsText { get; private init; }

    /// <summary>Whether this is the peer's close.</summary>
    public bool IsClose { get; private init; }

    /// <summary>The peer's close code; null if it sent none.</summary>
    public int? CloseCode { get; private init; }

    /// <summary>The reason in the peer's close; null if it sent none.</summary>
    public string? CloseReason { get; private init; }

    /// <summary>Creates the result for a part of a message.</summary>
    /// <param name="count">The number of bytes written to the buffer.</param>
    /// <param name="endOfMessage">Whether the message ends with them.</param>
    /// <param name="isText">Whether the message is text; the same for all parts of a message. Text is never decompressed, regardless of the requested compression.</param>
    public static GatewaySocketFrame Data(int count, bool endOfMessage = true, bool isText = false) =>
        new() { Count = count, EndOfMessage = endOfMessage, IsText = isText };

    /// <summary>Creates the result for the peer's close.</summary>
    public static GatewaySocketFrame Close(int? code, string? reason = null) => new() { IsClose = true, CloseCode = code, CloseReason = reason };
}
