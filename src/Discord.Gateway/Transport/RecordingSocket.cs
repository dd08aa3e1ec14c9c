namespace Discord.Gateway.Transport;

/// <summary>A socket whose traffic is recorded. Only exceptions of the recorded socket reach the shard; those of the recording itself end the recording.</summary>
internal sealed class RecordingSocket : IGatewaySocket
{
    private readonly GatewayRecorder _recorder;
    private readonly IGatewaySocket _socket;
    private readonly int _number;
    private readonly PayloadBuffer _payload;
    private readonly Lock _lock = new();
    private readonly MessageReader? _reader;
    private bool _isBroken;
    private bool _isDisposed;
    private int _isEnded;

    internal RecordingSocket(GatewayRecorder recorder, IGatewaySocket socket, Func<IGatewayInflater> createInflater, int maxPayloadBytes)
    {
        _recorder = recorder;
        _socket = socket;
        _number = recorder.NextConnection();
        _payload = new PayloadBuffer(maxPayloadBytes);
        try
        {
            _reader = new MessageReader(createInflater());
        }
        catch (Exception error)
        {
            // The shard creates one too, and reports it.
            recorder.Stop(error);
        }
    }

    public bool NeverBlocks => _socket.NeverBlocks;

    public bool ReceivesOnThreadPool => _socket.ReceivesOnThreadPool;

    public async Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        _recorder.Event(_number, RecordedEntryKind.Connect, text: TextOf(() => uri.AbsoluteUri));
        try
        {
            await _socket.ConnectAsync(uri, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            End(RecordedEntryKind.Failed, text: TextOf(() => error.Message));
            throw;
        }
    }

    public async ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        GatewaySocketFrame frame;
        try
        {
            frame = await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            End(RecordedEntryKind.Lost, text: TextOf(() => error.Message));
            throw;
        }

        if (frame.IsClose)
        {
            End(RecordedEntryKind.Closed, frame.CloseCode, frame.CloseReason);
        }
        else
        {
            Record(buffer, frame);
        }

        return frame;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _recorder.Payload(_number, RecordedEntryKind.Sent, payload.Span);
        return _socket.SendAsync(payload, cancellationToken);
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken)
    {
        End(RecordedEntryKind.Close, closeCode);
        return _socket.CloseAsync(closeCode, cancellationToken);
    }

    public void Abort()
    {
        End(RecordedEntryKind.Abort);
        _socket.Abort();
    }

    public void Dispose()
    {
        try
        {
            _socket.Dispose();
        }
        finally
        {
            DisposeReader();
        }
    }

    /// <summary>A property of the user's exception or address may throw too.</summary>
    private static string? TextOf(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return null;
        }
    }

    private void DisposeReader()
    {
        lock (_lock)
        {
            _isDisposed = true;
            try
            {
                _reader?.Dispose();
            }
            catch (Exception error)
            {
                _recorder.Stop(error);
            }

            _payload.Dispose();
        }
    }

    private void Record(ReadOnlyMemory<byte> buffer, in GatewaySocketFrame frame)
    {
        // A socket may be disposed while a receive still completes.
        lock (_lock)
        {
            if (_isDisposed || _isBroken || _reader is null)
            {
                return;
            }

            ReadOnlyMemory<byte> bytes = buffer[..Math.Clamp(frame.Count, 0, buffer.Length)];
            ReadOnlyMemory<byte> rest = bytes;
            try
            {
                while (_reader.Read(ref rest, frame.EndOfMessage, frame.IsText, _payload))
                {
                    _recorder.Payload(_number, RecordedEntryKind.Received, _payload.Written);
                    _payload.Clear();
                }
            }
            catch (Exception)
            {
                // The shard's own inflater fails in the same way, and the shard abandons the connection.
                _isBroken = true;
                _recorder.Payload(_number, RecordedEntryKind.Broken, bytes.Span);
            }
        }
    }

    /// <summary>A connection ends once; later calls only clean up.</summary>
    private void End(RecordedEntryKind kind, int? closeCode = null, string? text = null)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            _recorder.Event(_number, kind, closeCode, text);
        }
    }
}
