using System.Net.Sockets;

namespace Discord.Gateway.StressTests.Wires;

/// <summary>One connection through a <see cref="HostileProxy"/>: forwards both ways, and does what it is told to.</summary>
internal sealed class HostileWire(Socket client, Socket server)
{
    private const int ThrottledBytes = 64;
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MergePause = TimeSpan.FromMilliseconds(40);

    private readonly Lock _lock = new();
    private WireFault? _fault;
    private long _faultEnds;
    private bool _isDead;
    private bool _corruptsNext;
    private int _bytesUntilReset = int.MaxValue;

    /// <summary>Whether neither end has closed it, and no fault has.</summary>
    internal bool IsAlive { get; private set; } = true;

    /// <summary>Whether a fault that passes has not passed yet.</summary>
    internal bool IsDisturbed => Passing is not null;

    internal void Start()
    {
        _ = ForwardAsync(client, server, isToClient: false);
        _ = ForwardAsync(server, client, isToClient: true);
    }

    /// <summary>Lets so many more bytes through to the client, and then resets.</summary>
    internal void ResetAfter(int bytes) => Volatile.Write(ref _bytesUntilReset, bytes);

    /// <param name="fault">What it does.</param>
    /// <param name="length">For how long, with those that pass.</param>
    internal void Do(WireFault fault, TimeSpan length = default)
    {
        switch (fault)
        {
            case WireFault.Close:
                End(linger: null);
                break;
            case WireFault.Reset:
                End(new LingerOption(true, 0));
                break;
            case WireFault.HalfClose:
                TryShutdown(client);
                break;
            case WireFault.Dead:
                _isDead = true;
                break;
            case WireFault.Corrupt:
                _corruptsNext = true;
                break;
            default:
                lock (_lock)
                {
                    _fault = fault;
                    _faultEnds = Environment.TickCount64 + (long)length.TotalMilliseconds;
                }

                break;
        }
    }

    private WireFault? Passing
    {
        get
        {
            lock (_lock)
            {
                _fault = Environment.TickCount64 < _faultEnds ? _fault : null;
                return _fault;
            }
        }
    }

    private void End(LingerOption? linger)
    {
        IsAlive = false;
        foreach (Socket socket in (Socket[])[client, server])
        {
            try
            {
                if (linger is not null)
                {
                    socket.LingerState = linger;
                }
                else
                {
                    socket.Shutdown(SocketShutdown.Both);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // Closed already.
            }

            socket.Dispose();
        }
    }

    private static void TryShutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }

    private async Task ForwardAsync(Socket from, Socket to, bool isToClient)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                if (_isDead)
                {
                    continue;
                }

                if (isToClient && _corruptsNext)
                {
                    _corruptsNext = false;
                    buffer[count / 2] ^= 0x40;
                }

                if (isToClient && Volatile.Read(ref _bytesUntilReset) is var left && left != int.MaxValue)
                {
                    if (left < count)
                    {
                        await to.SendAsync(buffer.AsMemory(0, left));

                        // What was let through shall arrive before the reset does.
                        await Task.Yield();
                        Do(WireFault.Reset);
                        return;
                    }

                    // Unless the test has set another limit meanwhile.
                    Interlocked.CompareExchange(ref _bytesUntilReset, left - count, left);
                }

                await SendAsync(from, to, buffer, count);
            }

            if (!_isDead)
            {
                TryShutdown(to);
            }

            IsAlive = false;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            Do(WireFault.Reset);
        }
    }

    /// <summary>Sends what was received, in the way of the fault that lasts.</summary>
    private async Task SendAsync(Socket from, Socket to, byte[] buffer, int count)
    {
        while (Passing == WireFault.Stall)
        {
            await Task.Delay(ThrottlePause);
        }

        if (Passing == WireFault.Merge)
        {
            await Task.Delay(MergePause);
            count += from.Available > 0 && count < buffer.Length ? await from.ReceiveAsync(buffer.AsMemory(count)) : 0;
        }

        for (int sent = 0; sent < count;)
        {
            WireFault? fault = Passing;
            int piece = fault switch
            {
                WireFault.Split => 1 + (sent % 7),
                WireFault.Throttle => ThrottledBytes,
                _ => count,
            };
            piece = Math.Min(piece, count - sent);
            await to.SendAsync(buffer.AsMemory(sent, piece));
            sent += piece;
            if (fault == WireFault.Throttle)
            {
                await Task.Delay(ThrottlePause);
            }
        }
    }
}
