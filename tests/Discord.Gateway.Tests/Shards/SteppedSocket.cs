namespace Discord.Gateway.Tests.Shards;

/// <summary>A socket that tells of each call before it is made and after it is done: every place at which a shard waits for the network.</summary>
internal sealed class SteppedSocket(IGatewaySocket socket, Action step) : IGatewaySocket
{
    public bool NeverBlocks => socket.NeverBlocks;

    public bool ReceivesOnThreadPool => socket.ReceivesOnThreadPool;

    public async Task ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        step();
        await socket.ConnectAsync(uri, cancellationToken);
        step();
    }

    public async ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        step();
        GatewaySocketFrame frame = await socket.ReceiveAsync(buffer, cancellationToken);
        step();
        return frame;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        step();
        await socket.SendAsync(payload, cancellationToken);
        step();
    }

    public async Task CloseAsync(int closeCode, CancellationToken cancellationToken)
    {
        step();
        await socket.CloseAsync(closeCode, cancellationToken);
        step();
    }

    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();
}
