using System.Net;
using System.Net.Sockets;

namespace Discord.Gateway.StressTests.Wires;

/// <summary>A TCP proxy on loopback whose wires can be made to misbehave.</summary>
internal sealed class HostileProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _targetPort;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<HostileWire> _wires = [];
    private readonly Task _accepting;

    internal HostileProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The wires that both ends still use.</summary>
    internal IReadOnlyList<HostileWire> Wires
    {
        get
        {
            lock (_wires)
            {
                _wires.RemoveAll(wire => !wire.IsAlive);
                return [.. _wires];
            }
        }
    }

    internal HostileWire Newest => Wires[^1];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (HostileWire wire in Wires)
        {
            wire.Do(WireFault.Reset);
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await server.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
                var wire = new HostileWire(client, server);
                lock (_wires)
                {
                    _wires.Add(wire);
                }

                wire.Start();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
