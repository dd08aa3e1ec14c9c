using System.Net;
using System.Net.Sockets;

namespace Discord.Gateway.IntegrationTests;

/// <summary>A wire between a shard and the simulator on loopback, which can be cut within a frame or go dead while it stays open.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _targetPort;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Wire> _wires = [];
    private readonly Task _accepting;

    internal TcpProxy(Uri target)
    {
        _targetPort = target.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal Uri Uri => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    internal int Connections
    {
        get
        {
            lock (_wires)
            {
                return _wires.Count;
            }
        }
    }

    /// <summary>Lets so many more bytes through to the client of the newest wire, and then resets it.</summary>
    internal void CutAfter(int bytes) => Newest.CutAfter(bytes);

    /// <summary>The newest wire takes bytes and gives none, in either direction, and never closes.</summary>
    internal void GoDead() => Newest.IsDead = true;

    private Wire Newest
    {
        get
        {
            lock (_wires)
            {
                return _wires[^1];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        lock (_wires)
        {
            _wires.ForEach(wire => wire.Reset());
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
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _targetPort, _stop.Token);
                var wire = new Wire(client, server);
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

    private sealed class Wire(Socket client, Socket server)
    {
        private int _bytesUntilCut = int.MaxValue;

        internal bool IsDead { get; set; }

        internal void CutAfter(int bytes) => Volatile.Write(ref _bytesUntilCut, bytes);

        internal void Start()
        {
            _ = ForwardAsync(client, server, isToClient: false);
            _ = ForwardAsync(server, client, isToClient: true);
        }

        internal void Reset()
        {
            // Linger 0: the peer sees a reset, as when a router forgets the connection.
            foreach (Socket socket in (Socket[])[client, server])
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception error) when (error is SocketException or ObjectDisposedException)
                {
                    // Closed already.
                }

                socket.Dispose();
            }
        }

        private async Task ForwardAsync(Socket from, Socket to, bool isToClient)
        {
            byte[] buffer = new byte[4096];
            try
            {
                int count;
                while ((count = await from.ReceiveAsync(buffer)) > 0)
                {
                    if (IsDead)
                    {
                        continue;
                    }

                    int limit = isToClient ? Volatile.Read(ref _bytesUntilCut) : int.MaxValue;
                    int allowed = Math.Min(count, limit);
                    await to.SendAsync(buffer.AsMemory(0, allowed));
                    if (allowed < count)
                    {
                        // What was let through shall arrive before the reset does.
                        await Task.Yield();
                        Reset();
                        return;
                    }

                    if (limit != int.MaxValue)
                    {
                        // Unless the test has set another limit meanwhile.
                        Interlocked.CompareExchange(ref _bytesUntilCut, limit - count, limit);
                    }
                }

                if (!IsDead)
                {
                    to.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                Reset();
            }
        }
    }
}
