using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Transport;

/// <summary>
/// Reads a socket to its end. Written as a loop that can be left and entered again, and not as an async method, so that it can lend its thread to the consumer and continue on
/// another if the consumer keeps it. At most one thread is in it at a time.
/// </summary>
internal sealed class SocketPump : IDisposable
{
    private const int ReceiveSize = 8 * 1024;
    private const int MaxEmptyFrames = 100;

    /// <summary>How many payloads in a row an inflater may complete without consuming anything. Few: what it holds back is part of what it consumed.</summary>
    private const int MaxUnfedPayloads = 100;

    /// <summary>
    /// How many payloads or bytes a wire that never rests brings before the consumer is woken, if it brings them within <see cref="WakeWithin"/>. Waking costs as much as
    /// reading an envelope or two, and events that wait no longer are still in the processor's cache.
    /// </summary>
    private const int WakeEveryPayloads = 64;
    private const int WakeEveryBytes = ReceiveSize;

    /// <summary>How many payloads share one time: reading the clock costs as much as reading an envelope.</summary>
    private const int LookEveryPayloads = 4;

    /// <summary>How long an event may wait before the consumer is woken.</summary>
    private static readonly TimeSpan WakeWithin = TimeSpan.FromMilliseconds(1);

    private readonly GatewayConnection _connection;
    private readonly IConnectionOwner _owner;
    private readonly IGatewaySocket _socket;
    private readonly MessageReader _reader;
    private readonly PayloadBuffer _payload;
    private readonly byte[] _buffer = new byte[ReceiveSize];
    private readonly TaskCompletionSource _ended = new();
    private readonly Action _onRoom;
    private readonly Action _onReceived;
    private readonly Action _wakeConsumerHere;
    private readonly ThreadLoan? _loan;
    private int _wait;
    private ValueTask _room;
    private ValueTask<GatewaySocketFrame> _receive;
    private bool _isOnStartersThread = true;
    private int _emptyFrames;
    private TimeSpan _now;
    private TimeSpan _wokenAt;
    private int _payloadsSinceLook;
    private int _payloadsSinceWake;
    private int _bytesSinceWake;

    internal SocketPump(GatewayConnection connection, IConnectionOwner owner, IGatewaySocket socket, MessageReader reader, PayloadBuffer payload)
    {
        _connection = connection;
        _owner = owner;
        _socket = socket;
        _reader = reader;
        _payload = payload;
        _onRoom = () => Guarded(static pump => pump.OnRoom());
        _onReceived = () => Guarded(static pump => pump.OnReceived());
        _wakeConsumerHere = () => owner.WakeConsumer(mayUseThread: true);
        _loan = socket.ReceivesOnThreadPool ? new ThreadLoan(() => Guarded(static pump => pump.GoOn())) : null;
    }

    /// <summary>Reads to the end. Fails on an unexpected exception.</summary>
    internal Task RunAsync()
    {
        Look();
        Guarded(static pump => pump.ReadOn());
        return _ended.Task;
    }

    public void Dispose() => _loan?.Dispose();

    private void Guarded(Action<SocketPump> step)
    {
        try
        {
            step(this);
        }
        catch (Exception error)
        {
            _ended.TrySetException(error);
        }
    }

    /// <summary>Reads until it must wait, has ended, or continues on another thread.</summary>
    private void ReadOn()
    {
        do
        {
            if (_connection.IsGone)
            {
                // A socket that was let go of, and goes on all the same.
                End();
                return;
            }

            ValueTask room = _connection.IsClosing ? default : _owner.WaitForRoomAsync(_connection);
            if (!room.IsCompletedSuccessfully)
            {
                _room = room;
                _room.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onRoom);
                return;
            }
        }
        while (Receive());
    }

    private void OnRoom()
    {
        _isOnStartersThread = false;
        _room.GetAwaiter().GetResult();
        Look();
        if (Receive())
        {
            ReadOn();
        }
    }

    /// <summary>The receive has completed; a socket may say so at once, on the thread that asks, or twice.</summary>
    private void OnReceived()
    {
        if (Interlocked.CompareExchange(ref _wait, Wait.Over, Wait.Begins) != Wait.Begins
            && Interlocked.CompareExchange(ref _wait, Wait.None, Wait.Waits) == Wait.Waits)
        {
            _isOnStartersThread = false;
            if (TakeReceived(hasRested: true))
            {
                ReadOn();
            }
        }
    }

    private void GoOn()
    {
        _isOnStartersThread = false;
        Look();
        if (TakeReceived(hasRested: false))
        {
            ReadOn();
        }
    }

    /// <summary>Receives once. False if this thread must leave the pump.</summary>
    private bool Receive()
    {
        try
        {
#pragma warning disable CA2012 // Consumed once: by the thread that goes on, whichever it is.
            _receive = _socket.ReceiveAsync(_buffer, CancellationToken.None);
#pragma warning restore CA2012
        }
        catch (Exception error)
        {
            return EndWithLostWire(error);
        }

        if (_receive.IsCompleted)
        {
            return MayGoOn() && TakeReceived(hasRested: false);
        }

        _owner.Rests(_connection);
        bool mayUseThread = _loan is not null && !_isOnStartersThread;
        Volatile.Write(ref _wait, Wait.Begins);
        _receive.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onReceived);
        if (Interlocked.CompareExchange(ref _wait, Wait.Waits, Wait.Begins) == Wait.Over)
        {
            Volatile.Write(ref _wait, Wait.None);
            return TakeReceived(hasRested: true);
        }

        // From here on another thread may be in the pump, and this one is free.
        _owner.WakeConsumer(mayUseThread);
        return false;
    }

    /// <summary>Wakes the consumer when it is time. False if it has kept the thread, and another has taken the pump over.</summary>
    private bool MayGoOn()
    {
        if (_payloadsSinceLook >= LookEveryPayloads)
        {
            Look();
        }

        if (_payloadsSinceWake < WakeEveryPayloads && _bytesSinceWake < WakeEveryBytes && _now - _wokenAt < WakeWithin)
        {
            return true;
        }

        OnWoken();
        if (_isOnStartersThread && _connection.MayBlock)
        {
            // A connect that was done at once has left the pump on the thread of whoever started it, who wants it back.
            _owner.WakeConsumer(mayUseThread: false);
            ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.Guarded(static pump => pump.GoOn()), this, preferLocal: false);
            return false;
        }

        if (_loan is null || _isOnStartersThread || !_owner.IsConsumerWaiting)
        {
            // Never on this thread, which is not lent: the consumer may have begun to wait since.
            _owner.WakeConsumer(mayUseThread: false);
            return true;
        }

        if (!_loan.TryLend(_wakeConsumerHere))
        {
            return false;
        }

        Look();
        return true;
    }

    private void Look()
    {
        _now = _owner.Now;
        _payloadsSinceLook = 0;
    }

    private void OnWoken()
    {
        _wokenAt = _now;
        _payloadsSinceWake = _bytesSinceWake = 0;
    }

    /// <summary>Processes received bytes. False if the pump has ended.</summary>
    private bool TakeReceived(bool hasRested)
    {
        GatewaySocketFrame frame;
        try
        {
            frame = _receive.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            return EndWithLostWire(error);
        }

        if (hasRested)
        {
            Look();
            OnWoken();
            _owner.Wakes(_connection, _now);
        }

        if (frame.IsClose)
        {
            _owner.WakeConsumer(mayUseThread: false);
            _owner.Closed(_connection, frame.CloseCode, $"close {CloseCodePolicy.Describe(frame.CloseCode)}"
                + (string.IsNullOrEmpty(frame.CloseReason) ? "" : $" \"{frame.CloseReason}\""));
            return End();
        }

        if (frame.Count < 0 || frame.Count > _buffer.Length)
        {
            _owner.Broken(_connection, $"the socket reported {frame.Count} received bytes in a buffer of {_buffer.Length}");
            return End();
        }

        _emptyFrames = frame.Count == 0 ? _emptyFrames + 1 : 0;
        if (_emptyFrames > MaxEmptyFrames)
        {
            _owner.Broken(_connection, "the socket returns only empty frames");
            return End();
        }

        // While closing, only the peer's close is of interest.
        return _connection.IsClosing || TryInflate(_buffer.AsMemory(0, frame.Count), frame) || End();
    }

    /// <summary>Inflates received bytes and passes on the payloads they complete; false if the connection cannot continue.</summary>
    private bool TryInflate(ReadOnlyMemory<byte> received, in GatewaySocketFrame frame)
    {
        _owner.BytesReceived(received.Length);
        _bytesSinceWake += received.Length;
        bool isPart = true;
        int left = received.Length;
        int unfedPayloads = 0;
        try
        {
            while (_reader.Read(ref received, frame.EndOfMessage, frame.IsText, _payload))
            {
                isPart = false;
                unfedPayloads = received.Length < left ? 0 : unfedPayloads + 1;
                left = received.Length;
                if (unfedPayloads > MaxUnfedPayloads)
                {
                    throw new InvalidDataException("The inflater reports complete payloads without consuming data.");
                }

                _payloadsSinceLook++;
                _payloadsSinceWake++;
                _owner.PayloadReceived(_connection, _payload.Written, _now);
                _payload.Clear();
            }

            if (isPart)
            {
                _owner.PartReceived(_connection);
            }

            return true;
        }
        catch (PayloadBoundException error)
        {
            _owner.Oversize(_connection, _payload.Written, error.Message);
        }
        catch (InvalidDataException error)
        {
            _owner.Broken(_connection, $"broken compressed data ({error.Message})");
        }

        return false;
    }

    private bool EndWithLostWire(Exception error)
    {
        // First, since the end is logged, and a logger may hang.
        _owner.WakeConsumer(mayUseThread: false);
        _owner.Closed(_connection, code: null, $"connection lost ({ErrorText.Of(error)})");
        return End();
    }

    private bool End()
    {
        _ended.TrySetResult();
        return false;
    }

    /// <summary>How far a wait for bytes has come.</summary>
    private static class Wait
    {
        internal const int None = 0;

        /// <summary>The socket is being asked to tell when it has bytes.</summary>
        internal const int Begins = 1;

        /// <summary>Nobody is in the pump.</summary>
        internal const int Waits = 2;

        /// <summary>It told while it was being asked.</summary>
        internal const int Over = 3;
    }
}
