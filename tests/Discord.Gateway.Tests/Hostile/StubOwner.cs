using System.Diagnostics.CodeAnalysis;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>An owner of one connection that keeps what it is told, and wakes a consumer as the driver does.</summary>
internal sealed class StubOwner : IConnectionOwner
{
    private int _events;

    internal AsyncSignal Signal { get; } = new();

    internal List<string> Payloads { get; } = [];

    internal List<string> Ends { get; } = [];

    /// <summary>Called after the pump has looked whether the consumer waits.</summary>
    internal Action<bool> Looked { get; set; } = _ => { };

    public TimeSpan Now => TimeSpan.Zero;

    public bool IsConsumerWaiting
    {
        get
        {
            bool isWaiting = Volatile.Read(ref _events) > 0 && Signal.IsWaiting;
            Looked(isWaiting);
            return isWaiting;
        }
    }

    public void WakeConsumer(bool mayUseThread)
    {
        if (Volatile.Read(ref _events) == 0)
        {
            return;
        }

        if (mayUseThread)
        {
            Signal.SetHere();
        }
        else
        {
            Signal.Set();
        }
    }

    public void PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload, TimeSpan now)
    {
        lock (Payloads)
        {
            Payloads.Add(Encoding.UTF8.GetString(payload));
        }

        Interlocked.Increment(ref _events);
    }

    public ValueTask WaitForRoomAsync(GatewayConnection connection) => default;

    public void Opened(GatewayConnection connection)
    {
    }

    public void ConnectFailed(GatewayConnection connection, string reason) => Ends.Add(reason);

    public void Closed(GatewayConnection connection, int? code, string reason) => Ends.Add(reason);

    public void Broken(GatewayConnection connection, string reason) => Ends.Add(reason);

    public void Oversize(GatewayConnection connection, ReadOnlySpan<byte> beginning, string reason) => Ends.Add(reason);

    public void BytesReceived(int count)
    {
    }

    public void PartReceived(GatewayConnection connection)
    {
    }

    public void Rests(GatewayConnection connection)
    {
    }

    public void Wakes(GatewayConnection connection, TimeSpan now)
    {
    }

    public bool TryTakeOutgoing(GatewayConnection connection, [NotNullWhen(true)] out Outgoing? outgoing)
    {
        outgoing = null;
        return false;
    }

    public void Written(GatewayConnection connection, Outgoing outgoing, Exception? error)
    {
    }

    public void WriterEnded()
    {
    }

    public void Crashed(GatewayConnection connection, Exception error) => Ends.Add($"{error}");

    public void CloseFailed(GatewayConnection connection, Exception error)
    {
    }
}

/// <summary>A socket made of one function.</summary>
internal sealed class ScriptedSocket(Func<int, Memory<byte>, ValueTask<GatewaySocketFrame>> receive, bool receivesOnThreadPool = true) : IGatewaySocket
{
    private int _receives;

    public bool NeverBlocks => false;

    public bool ReceivesOnThreadPool => receivesOnThreadPool;

    internal Action Aborted { get; init; } = () => { };

    internal Func<Task> Connect { get; init; } = async () => await Task.Yield();

    internal Action Sent { get; init; } = () => { };

    public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => Connect();

    public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => receive(Interlocked.Increment(ref _receives), buffer);

    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        Sent();
        return default;
    }

    public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Abort() => Aborted();

    public void Dispose() => Aborted();

    internal static GatewaySocketFrame Write(Memory<byte> buffer, string payload) => GatewaySocketFrame.Data(Encoding.UTF8.GetBytes(payload, buffer.Span));
}
