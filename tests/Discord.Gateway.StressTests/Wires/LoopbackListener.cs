using System.Net;
using System.Net.Sockets;

namespace Discord.Gateway.StressTests.Wires;

/// <summary>Accepts connections on a free port of loopback, one after the other, until it is disposed.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <param name="accepted">What becomes of each; the next is accepted after it.</param>
    internal LoopbackListener(Func<Socket, CancellationToken, Task> accepted)
    {
        _listener.Start();
        _accepting = AcceptAsync(accepted);
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, CancellationToken, Task> accepted)
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                await accepted(client, _stop.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
