using System.Net.WebSockets;

namespace Discord.Gateway.Testing;

/// <summary>
/// The in-memory front: the client's socket and the gateway's wire in one. A receive completes on the thread that sends, so what a test does has happened
/// when its call returns.
/// </summary>
internal sealed class InMemorySocket(GatewaySimulator simulator) : IGatewaySocket, IWire
{
    private readonly Lock _lock = new();
    private readonly Queue<(ReadOnlyMemory<byte> Bytes, bool IsText, bool EndOfMessage, GatewaySocketFrame? Close)> _inbox = new();
    private readonly TaskCompletionSource _aborted = new();
    private SimulatedConnection? _connection;
    private TaskCompletionSource<GatewaySocketFrame>? _receive;
    private Memory<byte> _receiveBuffer;
    private int _taken;
    private bool _isAborted;

    // Text is told of where it is a surprise. A client that asked for no compression may have an inflater of its own all the same, which then reads everything.
    private bool _asksForCompression;

    public bool NeverBlocks => true;

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (simulator.HangConnections)
        {
            simulator.CountAttempt();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        simulator.Stir();
        _asksForCompression = uri.Query.Contains("compress=", StringComparison.Ordinal);
        _connection = simulator.Accept(this, uri) ?? throw new WebSocketException("Connection refused by the simulator.");
        return Task.CompletedTask;
    }

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (TryTake(buffer, out GatewaySocketFrame frame))
            {
                return new(frame);
            }

            if (_isAborted)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            _receiveBuffer = buffer;
            _receive = new TaskCompletionSource<GatewaySocketFrame>();
            return new(_receive.Task);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (_isAborted)
        {
            throw new WebSocketException(WebSocketError.InvalidState);
        }

        if (_connection!.StallWrites)
        {
            return new(_aborted.Task);
        }

        simulator.Stir();
        simulator.Receive(_connection, payload);
        return default;
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken)
    {
        if (!_isAborted)
        {
            simulator.ClientClosed(_connection!, closeCode);
        }

        return Task.CompletedTask;
    }

    public void Abort()
    {
        Break();
        if (_connection is not null)
        {
            simulator.Ended(_connection, clientCode: null);
        }
    }

    public void Dispose() => Abort();

    void IWire.Send(ReadOnlyMemory<byte> bytes, bool isBinary, bool endOfMessage) => Push((bytes, _asksForCompression && !isBinary, endOfMessage, null));

    void IWire.Close(int? code, string? reason) => Push((default, false, true, GatewaySocketFrame.Close(code, reason)));

    void IWire.Abort() => Break();

    bool IWire.IsDrained
    {
        get
        {
            lock (_lock)
            {
                return _isAborted || (_inbox.Count == 0 && _receive is not null);
            }
        }
    }

    private void Push((ReadOnlyMemory<byte> Bytes, bool IsText, bool EndOfMessage, GatewaySocketFrame? Close) item)
    {
        TaskCompletionSource<GatewaySocketFrame>? receive;
        GatewaySocketFrame frame;
        simulator.Stir();
        lock (_lock)
        {
            _inbox.Enqueue(item);
            receive = _receive;
            if (receive is null || !TryTake(_receiveBuffer, out frame))
            {
                return;
            }

            _receive = null;
        }

        receive.TrySetResult(frame);
    }

    private void Break()
    {
        TaskCompletionSource<GatewaySocketFrame>? receive;
        lock (_lock)
        {
            if (_isAborted)
            {
                return;
            }

            _isAborted = true;
            receive = _receive;
            _receive = null;
        }

        receive?.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        _aborted.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        _ = _aborted.Task.Exception;
    }

    private bool TryTake(Memory<byte> buffer, out GatewaySocketFrame frame)
    {
        frame = default;
        if (!_inbox.TryPeek(out (ReadOnlyMemory<byte> Bytes, bool IsText, bool EndOfMessage, GatewaySocketFrame? Close) item))
        {
            return false;
        }

        if (item.Close is { } close)
        {
            _inbox.Dequeue();
            frame = close;
            return true;
        }

        // What does not fit is received next.
        ReadOnlyMemory<byte> rest = item.Bytes[_taken..];
        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _taken += count;
        bool isWhole = _taken == item.Bytes.Length;
        if (isWhole)
        {
            _inbox.Dequeue();
            _taken = 0;
        }

        frame = GatewaySocketFrame.Data(count, item.EndOfMessage && isWhole, item.IsText);
        return true;
    }
}
