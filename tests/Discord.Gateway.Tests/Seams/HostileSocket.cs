namespace Discord.Gateway.Tests.Seams;

/// <summary>The simulator's socket, whose calls may misbehave. As over a network, receives complete on threads of the pool.</summary>
internal sealed class HostileSocket(Saboteur saboteur, IGatewaySocket inner) : IGatewaySocket
{
    private bool IsAsynchronous => saboteur.Cell.Behaviour == Misbehaviour.ThrowsAsynchronously;

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => saboteur.Strike(SeamCall.ConnectTokenCallback));
        return !saboteur.Strike(SeamCall.SocketConnect) ? inner.ConnectAsync(uri, cancellationToken) : IsAsynchronous ? saboteur.FailAsync() : null!;
    }

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (saboteur.Strike(SeamCall.SocketReceive))
        {
            return IsAsynchronous ? FailReceiveAsync() : new(GatewaySocketFrame.Data(buffer.Length + 1));
        }

        ValueTask<GatewaySocketFrame> receive = inner.ReceiveAsync(buffer, cancellationToken);
        return receive.IsCompleted ? receive : OnPoolAsync(receive);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        !saboteur.Strike(SeamCall.SocketSend) ? inner.SendAsync(payload, cancellationToken) : IsAsynchronous ? new(saboteur.FailAsync()) : default;

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken) =>
        !saboteur.Strike(SeamCall.SocketClose) ? inner.CloseAsync(closeCode, cancellationToken) : IsAsynchronous ? saboteur.FailAsync() : null!;

    public void Abort()
    {
        saboteur.Strike(SeamCall.SocketAbort);
        inner.Abort();
    }

    public void Dispose()
    {
        saboteur.Strike(SeamCall.SocketDispose);
        inner.Dispose();
    }

    private static async ValueTask<GatewaySocketFrame> OnPoolAsync(ValueTask<GatewaySocketFrame> receive)
    {
        try
        {
            return await receive.ConfigureAwait(false);
        }
        finally
        {
            await Task.Yield();
        }
    }

    private async ValueTask<GatewaySocketFrame> FailReceiveAsync()
    {
        await saboteur.FailAsync();
        return default;
    }
}

/// <summary>Plain JSON, whose inflaters may misbehave.</summary>
internal sealed class HostileCompression(Saboteur saboteur) : GatewayCompression
{
    public override string? QueryValue => null;

    public override IGatewayInflater CreateInflater() => saboteur.Strike(SeamCall.CreateInflater) ? null! : new Inflater(saboteur, None.CreateInflater());

    private sealed class Inflater(Saboteur saboteur, IGatewayInflater inner) : IGatewayInflater
    {
        private bool _isMad;

        public bool Read(ref ReadOnlyMemory<byte> input, bool endOfMessage, IPayloadWriter payload)
        {
            // Nonsense is for good: it completes payload after payload, of nothing.
            _isMad |= saboteur.Strike(SeamCall.InflaterRead);
            return _isMad || inner.Read(ref input, endOfMessage, payload);
        }

        public void Dispose()
        {
            saboteur.Strike(SeamCall.InflaterDispose);
            inner.Dispose();
        }
    }
}

/// <summary>The disk under a recorder.</summary>
internal sealed class HostileStream(Saboteur saboteur) : MemoryStream
{
    private bool IsAsynchronous => saboteur.Cell.Behaviour == Misbehaviour.ThrowsAsynchronously;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!IsAsynchronous)
        {
            saboteur.Strike(SeamCall.RecorderStreamWrite);
        }

        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (saboteur.Strike(SeamCall.RecorderStreamWrite))
        {
            return new(saboteur.FailAsync());
        }

        base.Write(buffer.ToArray(), 0, buffer.Length);
        return default;
    }

    public override void Flush()
    {
        saboteur.Strike(SeamCall.RecorderStreamFlush);
        base.Flush();
    }

    public override ValueTask DisposeAsync() => saboteur.Strike(SeamCall.RecorderStreamDispose) ? new(saboteur.FailAsync()) : base.DisposeAsync();
}
