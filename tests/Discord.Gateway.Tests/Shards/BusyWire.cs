using System.Text;

namespace Discord.Gateway.Tests.Shards;

/// <summary>A gateway that says Hello and READY, and then always has the next event at once, up to a number; <paramref name="next"/> is told of each before it is received.</summary>
internal sealed class BusyWire(int events, bool receivesOnThreadPool, Action<int> next, int bytesPerEvent = 0) : IGatewaySocket
{
    private readonly TaskCompletionSource<GatewaySocketFrame> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _identified = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _filler = new('x', bytesPerEvent);
    private int _sent;

    public bool ReceivesOnThreadPool => receivesOnThreadPool;

    // Off the thread of the consumer, which this wire would keep as its pump.
    public async Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => await Task.Yield();

    public async ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int number = _sent++;
        if (number == 1)
        {
            await _identified.Task.ConfigureAwait(false);
        }

        if (number > events + 1)
        {
            return await _end.Task.ConfigureAwait(false);
        }

        next(number - 1);
        string payload = number switch
        {
            0 => """{"op":10,"d":{"heartbeat_interval":3600000}}""",
            1 => """{"t":"READY","s":1,"op":0,"d":{"session_id":"s"}}""",
            _ => $$"""{"t":"X","s":{{number}},"op":0,"d":{"filler":"{{_filler}}"} }""",
        };
        return GatewaySocketFrame.Data(Encoding.UTF8.GetBytes(payload, buffer.Span));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _identified.TrySetResult();
        return default;
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Abort() => _end.TrySetException(new IOException("aborted"));

    public void Dispose() => Abort();
}
