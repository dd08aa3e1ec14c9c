using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A socket whose NeverBlocks throws, as that of a strict mock does.</summary>
public sealed class StrictSocketTests
{
    [Fact]
    public async Task A_shutdown_closes_a_socket_that_cannot_say_whether_it_blocks()
    {
        await using var world = new World(options: options => options with { SocketFactory = () => new StrictSocket(options.SocketFactory!()) });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        // Time stands still: the close needs the thread pool, and none of its bounds.
        await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation);

        Assert.False(connection.IsOpen, "The connection is still open after the shutdown.");
    }

    private sealed class StrictSocket(IGatewaySocket inner) : IGatewaySocket
    {
        public bool NeverBlocks => throw new InvalidOperationException("no setup");

        public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => inner.ConnectAsync(uri, cancellationToken);

        public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => inner.ReceiveAsync(buffer, cancellationToken);

        public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => inner.SendAsync(payload, cancellationToken);

        public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => inner.CloseAsync(closeCode, cancellationToken);

        public void Abort() => inner.Abort();

        public void Dispose() => inner.Dispose();
    }
}
