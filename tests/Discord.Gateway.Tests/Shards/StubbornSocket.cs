namespace Discord.Gateway.Tests.Shards;

/// <summary>The simulator's socket on an operating system that keeps its calls: closes, aborts and receives that hang.</summary>
internal sealed class StubbornSocket(IGatewaySocket inner) : IGatewaySocket
{
    private readonly TaskCompletionSource<GatewaySocketFrame> _never = new();

    /// <summary>Whether <see cref="CloseAsync"/> never completes.</summary>
    internal bool CloseHangs { get; set; }

    /// <summary>Whether <see cref="Abort"/> leaves the pending receive as it is.</summary>
    internal bool AbortIsIgnored { get; set; }

    internal bool IsAborted { get; private set; }

    internal int Closes { get; private set; }

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => inner.ConnectAsync(uri, cancellationToken);

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Assert.False(cancellationToken.CanBeCanceled, "A receive must not be cancellable: cancelling it aborts a ClientWebSocket.");
        return inner.ReceiveAsync(buffer, cancellationToken);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Assert.False(cancellationToken.CanBeCanceled, "A send must not be cancellable: cancelling it aborts a ClientWebSocket.");
        return inner.SendAsync(payload, cancellationToken);
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken)
    {
        Closes++;
        return CloseHangs ? _never.Task : inner.CloseAsync(closeCode, cancellationToken);
    }

    public void Abort()
    {
        IsAborted = true;
        if (!AbortIsIgnored)
        {
            inner.Abort();
        }
    }

    public void Dispose()
    {
        if (!AbortIsIgnored)
        {
            inner.Dispose();
        }
    }
}
