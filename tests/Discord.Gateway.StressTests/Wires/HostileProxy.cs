using System.Net;
using System.Net.Sockets;

namespace Discord.Gateway.StressTests.Wires;

/// <summary>A TCP proxy on loopback whose wires can be made to misbehave.</summary>
internal sealed class HostileProxy : IAsyncDisposable
{
    private readonly int _targetPort;
    private readonly List<HostileWire> _wires = [];
    private readonly LoopbackListener _listener;

    internal HostileProxy(int targetPort)
    {
        _targetPort = targetPort;
        _listener = new LoopbackListener(ConnectAsync);
    }

    internal int Port => _listener.Port;

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
        await _listener.DisposeAsync();
        foreach (HostileWire wire in Wires)
        {
            wire.Do(WireFault.Reset);
        }
    }

    private async Task ConnectAsync(Socket client, CancellationToken cancellationToken)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await server.ConnectAsync(IPAddress.Loopback, _targetPort, cancellationToken);
        var wire = new HostileWire(client, server);
        lock (_wires)
        {
            _wires.Add(wire);
        }

        wire.Start();
    }
}
