namespace Discord.Gateway.Transport;

/// <summary>A socket that tells a recorder what goes through it.</summary>
internal sealed class RecordingSocket(GatewayRecorder recorder, IGatewaySocket socket, IGatewayInflater inflater, int maxPayloadBytes) : IGatewaySocket
{
    private readonly int _number = recorder.NextConnection();
    private readonly PayloadBuffer _payload = new(maxPayloadBytes);
    private readonly Lock _lock = new();
    private bool _isBroken;
    private bool _isDisposed;
    private int _isEnded;

    public async Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        recorder.Event(_number, RecordedEntryKind.Connect, text: uri.AbsoluteUri);
        try
        {
            await socket.ConnectAsync(uri, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            End(RecordedEntryKind.Failed, text: error.Message);
            throw;
        }
    }

    public async ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        GatewaySocketFrame frame;
        try
        {
            frame = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            End(RecordedEntryKind.Lost, text: error.Message);
            throw;
        }

        if (frame.IsClose)
        {
            End(RecordedEntryKind.Closed, frame.CloseCode, frame.CloseReason);
        }
        else
        {
            Record(buffer[..frame.Count], frame.EndOfMessage);
        }

        return frame;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        recorder.Payload(_number, RecordedEntryKind.Sent, payload.Span);
        return socket.SendAsync(payload, cancellationToken);
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken)
    {
        End(RecordedEntryKind.Close, closeCode);
        return socket.CloseAsync(closeCode, cancellationToken);
    }

    public void Abort()
    {
        End(RecordedEntryKind.Abort);
        socket.Abort();
    }

    public void Dispose()
    {
        socket.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            inflater.Dispose();
            _payload.Dispose();
        }
    }

    private void Record(ReadOnlyMemory<byte> bytes, bool endOfMessage)
    {
        // A socket may be dropped while a receive still completes.
        lock (_lock)
        {
            if (_isDisposed || _isBroken)
            {
                return;
            }

            ReadOnlyMemory<byte> rest = bytes;
            try
            {
                while (inflater.Read(ref rest, endOfMessage, _payload))
                {
                    recorder.Payload(_number, RecordedEntryKind.Received, _payload.Written);
                    _payload.Clear();
                }
            }
            catch (Exception error) when (error is InvalidDataException or PayloadBoundException)
            {
                // The shard finds the same, and gives up the connection.
                _isBroken = true;
                recorder.Payload(_number, RecordedEntryKind.Broken, bytes.Span);
            }
        }
    }

    /// <summary>A connection ends once; what follows is its undoing.</summary>
    private void End(RecordedEntryKind kind, int? closeCode = null, string? text = null)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            recorder.Event(_number, kind, closeCode, text);
        }
    }
}
