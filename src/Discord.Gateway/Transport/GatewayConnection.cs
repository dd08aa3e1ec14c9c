using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Transport;

/// <summary>What a connection tells its shard. Calls of a connection that the shard has let go of are ignored there.</summary>
internal interface IConnectionOwner
{
    void Opened(GatewayConnection connection);

    void ConnectFailed(GatewayConnection connection, Exception error);

    /// <summary>The peer closed, or the wire broke (no code).</summary>
    void Closed(GatewayConnection connection, int? code, string reason);

    /// <summary>The connection is unusable, by our own finding.</summary>
    void Broken(GatewayConnection connection, string reason);

    void BytesReceived(int count);

    /// <summary>Bytes came that complete no payload.</summary>
    void PartReceived(GatewayConnection connection);

    void PayloadReceived(GatewayConnection connection, ReadOnlySpan<byte> payload);

    /// <summary>All that was there has been received; the next may take its time.</summary>
    void Drained();

    /// <summary>Waits while the consumer is behind.</summary>
    ValueTask WaitForRoomAsync(GatewayConnection connection);

    /// <summary>Takes the next payload to write; false, and the writer rests, when there is none now.</summary>
    bool TryTakeOutgoing(GatewayConnection connection, out Outgoing outgoing);

    void Written(GatewayConnection connection, in Outgoing outgoing, Exception? error);

    void Crashed(GatewayConnection connection, Exception error);

    void CloseFailed(GatewayConnection connection, Exception error);
}

/// <summary>A payload on its way to the socket.</summary>
internal readonly record struct Outgoing(OutgoingKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The caller's command that this is.</summary>
    internal PendingCommand? Command { get; init; }

    /// <summary>The presence that this tells Discord.</summary>
    internal BotPresence? Presence { get; init; }

    /// <summary>Callers who asked for this heartbeat.</summary>
    internal List<TaskCompletionSource>? HeartbeatWaiters { get; init; }

    internal GatewayOpcode Opcode => Kind switch
    {
        OutgoingKind.Heartbeat => GatewayOpcode.Heartbeat,
        OutgoingKind.Identify => GatewayOpcode.Identify,
        OutgoingKind.Resume => GatewayOpcode.Resume,
        OutgoingKind.Presence => GatewayOpcode.PresenceUpdate,
        _ => Command!.Opcode,
    };
}

/// <summary>
/// One socket, from its connect to its end: the pump that reads it, the writer, and all state that must not outlive it. Made for each attempt and
/// thrown away whole; nothing ever waits for an old one.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The end of RunAsync and CloseAsync dispose what it owns; nobody else could tell when.")]
internal sealed class GatewayConnection
{
    /// <summary>How long a write may take before the link counts as dead.</summary>
    internal static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long the old socket gets to say goodbye.</summary>
    internal static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private const int ReceiveSize = 8 * 1024;
    private const int MaxEmptyFrames = 100;

    private readonly IConnectionOwner _owner;
    private readonly Func<IGatewaySocket> _createSocket;
    private readonly GatewayCompression _compression;
    private readonly PayloadBuffer _payload;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _connectCancellation = new();
    private readonly TaskCompletionSource _pumpEnded = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IGatewaySocket? _socket;
    private IGatewayInflater? _inflater;
    private bool _isOpen;
    private int _isClosing;

    internal GatewayConnection(
        IConnectionOwner owner, Func<IGatewaySocket> createSocket, GatewayCompression compression, int maxPayloadBytes, SendLanes lanes, TimeProvider time)
    {
        _owner = owner;
        _createSocket = createSocket;
        _compression = compression;
        _payload = new PayloadBuffer(maxPayloadBytes);
        _time = time;
        Lanes = lanes;
    }

    internal SendLanes Lanes { get; }

    /// <summary>Set and read under the shard's lock: whether a writer is at work.</summary>
    internal bool IsWriting { get; set; }

    /// <summary>Wakes the pump while it waits for room.</summary>
    internal AsyncSignal RoomSignal { get; } = new();

    /// <summary>Completes when the socket is gone. Only a shutdown awaits it.</summary>
    internal Task Ended => _ended.Task;

    internal bool IsClosing => Volatile.Read(ref _isClosing) != 0;

    /// <summary>Connects and pumps. Never throws; the owner is told what happens.</summary>
    internal async Task RunAsync(Uri uri)
    {
        try
        {
            if (!await ConnectAsync(uri).ConfigureAwait(false))
            {
                return;
            }

            _owner.Opened(this);
            await PumpAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A defect of ours, or of an inflater or socket given by the user: the shard must survive it, and say so.
            _owner.Crashed(this, error);
        }
        finally
        {
            _owner.Drained();
            _pumpEnded.TrySetResult();
            _inflater?.Dispose();
            _payload.Dispose();
        }
    }

    /// <summary>Writes what the lanes have. Called, and not awaited, by whoever set <see cref="IsWriting"/>.</summary>
    internal async Task WriteAsync()
    {
        while (_owner.TryTakeOutgoing(this, out Outgoing outgoing))
        {
            Exception? failure = null;
            try
            {
                // The send itself is not cancelled on time-out: that would abort the socket under a close that may still get through.
                ValueTask send = _socket!.SendAsync(outgoing.Payload, CancellationToken.None);
                if (send.IsCompletedSuccessfully)
                {
                    await send.ConfigureAwait(false);
                }
                else
                {
                    Task pending = send.AsTask();
                    IgnoreLateFailure(pending);
                    await pending.WaitAsync(WriteTimeout, _time).ConfigureAwait(false);
                }
            }
            catch (Exception error)
            {
                failure = error;
            }

            _owner.Written(this, outgoing, failure);
        }
    }

    /// <summary>
    /// Lets go of the socket: says goodbye with a code if there is one, and drops it, within <see cref="CloseTimeout"/> whatever the link does.
    /// </summary>
    internal Task CloseAsync(int? code) => Interlocked.Exchange(ref _isClosing, 1) == 0 ? TearDownAsync(code) : Ended;

    private async Task<bool> ConnectAsync(Uri uri)
    {
        try
        {
            _inflater = _compression.CreateInflater();
            _socket = _createSocket() ?? throw new InvalidOperationException("ShardOptions.SocketFactory returned null.");
            await _socket.ConnectAsync(uri, _connectCancellation.Token).ConfigureAwait(false);
            Volatile.Write(ref _isOpen, true);
            if (!IsClosing)
            {
                return true;
            }

            // Let go of while connecting: the teardown did not see an open socket.
            _socket.Abort();
        }
        catch (Exception error)
        {
            _owner.ConnectFailed(this, error);
        }

        _socket?.Dispose();
        return false;
    }

    private async Task PumpAsync()
    {
        byte[] receiveBuffer = new byte[ReceiveSize];
        int emptyFrames = 0;
        while (true)
        {
            if (!IsClosing)
            {
                await _owner.WaitForRoomAsync(this).ConfigureAwait(false);
            }

            GatewaySocketFrame frame;
            try
            {
                ValueTask<GatewaySocketFrame> receive = _socket!.ReceiveAsync(receiveBuffer, CancellationToken.None);
                if (!receive.IsCompleted)
                {
                    _owner.Drained();
                }

                frame = await receive.ConfigureAwait(false);
            }
            catch (Exception error)
            {
                _owner.Closed(this, code: null, $"wire lost ({ErrorText.Of(error)})");
                return;
            }

            if (frame.IsClose)
            {
                _owner.Closed(this, frame.CloseCode, $"close {CloseCodePolicy.Describe(frame.CloseCode)}"
                    + (string.IsNullOrEmpty(frame.CloseReason) ? "" : $" \"{frame.CloseReason}\""));
                return;
            }

            emptyFrames = frame.Count == 0 ? emptyFrames + 1 : 0;
            if (emptyFrames > MaxEmptyFrames)
            {
                _owner.Broken(this, "the socket brings nothing but empty frames");
                return;
            }

            // While closing, only the peer's close is of interest.
            if (!IsClosing && !Take(receiveBuffer.AsMemory(0, frame.Count), frame.EndOfMessage))
            {
                return;
            }
        }
    }

    /// <summary>Inflates received bytes and hands out the payloads they complete; false when the connection cannot go on.</summary>
    private bool Take(ReadOnlyMemory<byte> received, bool endOfMessage)
    {
        _owner.BytesReceived(received.Length);
        bool isPart = true;
        try
        {
            while (_inflater!.Read(ref received, endOfMessage, _payload))
            {
                isPart = false;
                _owner.PayloadReceived(this, _payload.Written);
                _payload.Clear();
            }

            if (isPart)
            {
                _owner.PartReceived(this);
            }

            return true;
        }
        catch (PayloadBoundException error)
        {
            _owner.Broken(this, error.Message);
        }
        catch (InvalidDataException error)
        {
            _owner.Broken(this, $"broken compressed data ({error.Message})");
        }

        return false;
    }

    private async Task TearDownAsync(int? code)
    {
        try
        {
            await _connectCancellation.CancelAsync().ConfigureAwait(false);
            RoomSignal.Set();
            if (code is { } closeCode && Volatile.Read(ref _isOpen))
            {
                long started = _time.GetTimestamp();
                Task close = _socket!.CloseAsync(closeCode, CancellationToken.None);
                IgnoreLateFailure(close);
                await close.WaitAsync(CloseTimeout, _time).ConfigureAwait(false);

                // Aborting before the peer has answered could overtake our close frame on the way.
                TimeSpan left = CloseTimeout - _time.GetElapsedTime(started);
                await _pumpEnded.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            _owner.CloseFailed(this, error);
        }
        finally
        {
            if (Volatile.Read(ref _isOpen))
            {
                DropSocket();
            }

            _ended.TrySetResult();
        }
    }

    private void DropSocket()
    {
        try
        {
            _socket!.Abort();
            _socket.Dispose();
        }
        catch (Exception error)
        {
            _owner.CloseFailed(this, error);
        }
    }

    /// <summary>A task that nobody waits for any more must not end as an unobserved exception.</summary>
    private static void IgnoreLateFailure(Task task) =>
        _ = task.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
