using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Commands;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Transport;

/// <summary>
/// One socket, from its connect to its end: its <see cref="SocketPump"/>, its writer, and all state that must not outlive it. Made for each attempt and
/// discarded as a whole; nothing ever waits for an old one.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The end of RunAsync and CloseAsync dispose what it owns; nobody else could tell when.")]
internal sealed class GatewayConnection
{
    /// <summary>The time limit for closing the old socket.</summary>
    internal static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly IConnectionOwner _owner;
    private readonly Func<IGatewaySocket> _createSocket;
    private readonly GatewayCompression _compression;
    private readonly PayloadBuffer _payload;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _connectCancellation = new();
    private readonly TaskCompletionSource _pumpEnded = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IGatewaySocket? _socket;
    private MessageReader? _reader;
    private bool _isOpen;
    private int _isClosing;
    private int _isReleased;

    internal GatewayConnection(
        IConnectionOwner owner, int number, Func<IGatewaySocket> createSocket, GatewayCompression compression, int maxPayloadBytes, TimeProvider time)
    {
        _owner = owner;
        Number = number;
        _createSocket = createSocket;
        _compression = compression;
        _payload = new PayloadBuffer(maxPayloadBytes);
        _time = time;
    }

    /// <summary>Its number among the connections of its shard, from 1.</summary>
    internal int Number { get; }

    internal EnvelopeReader Envelopes { get; } = new();

    /// <summary>Wakes the pump while it waits for room.</summary>
    internal AsyncSignal RoomSignal { get; } = new();

    /// <summary>Completes when the socket is gone. Only a shutdown awaits it.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Whether a call of the socket may block its thread. One that cannot say may.</summary>
    internal bool MayBlock
    {
        get
        {
            try
            {
                return _socket is not { NeverBlocks: true };
            }
            catch (Exception)
            {
                return true;
            }
        }
    }

    internal bool IsClosing => Volatile.Read(ref _isClosing) != 0;

    /// <summary>The socket is aborted and disposed.</summary>
    internal bool IsGone => Volatile.Read(ref _isReleased) != 0;

    /// <summary>Connects and pumps. Never throws; reports to the owner.</summary>
    internal async Task RunAsync(Uri uri)
    {
        try
        {
            // Whoever closed it before it began finds no socket.
            if (!IsClosing && await ConnectAsync(uri).ConfigureAwait(false))
            {
                _owner.Opened(this);
                using var pump = new SocketPump(this, _owner, _socket!, _reader!, _payload);
                await pump.RunAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            _owner.Crashed(this, error);
        }
        finally
        {
            _owner.WakeConsumer(mayUseThread: false);
            _pumpEnded.TrySetResult();
            Guard(() => _reader?.Dispose());
            _payload.Dispose();
        }
    }

    /// <summary>Writes the owner's payloads. Called, and not awaited, by the caller that starts writing.</summary>
    internal async Task WriteAsync()
    {
        while (_owner.TryTakeOutgoing(this, out Outgoing? outgoing))
        {
            Exception? failure = null;
            try
            {
                // Never cancelled: that would abort the socket under a close that may still get through. A write that hangs ends with the connection.
                await _socket!.SendAsync(outgoing.Payload, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                failure = error;
            }

            _owner.Written(this, outgoing, failure);
        }

        _owner.WriterEnded();
    }

    /// <summary>
    /// Releases the socket: closes it with a code if there is one, and drops it, within <see cref="CloseTimeout"/> regardless of the state of the link.
    /// </summary>
    internal Task CloseAsync(int? code) => Interlocked.Exchange(ref _isClosing, 1) == 0 ? TearDownAsync(code) : Ended;

    private async Task<bool> ConnectAsync(Uri uri)
    {
        string what = "";
        try
        {
            what = "creating the inflater failed: ";
            _reader = new MessageReader(_compression.CreateInflater() ?? throw new InvalidOperationException("GatewayCompression.CreateInflater returned null."));
            what = "creating the socket failed: ";
            _socket = _createSocket() ?? throw new InvalidOperationException("ShardOptions.SocketFactory returned null.");
            what = "";
            if (IsClosing)
            {
                // Let go of while the factory was at work: nothing is connected any more.
                ReleaseSocket();
                return false;
            }

            await _socket.ConnectAsync(uri, _connectCancellation.Token).ConfigureAwait(false);
            Volatile.Write(ref _isOpen, true);

            // Either this sees the close, or the close sees the open socket.
            Interlocked.MemoryBarrier();
            if (!IsClosing)
            {
                return true;
            }

            // Let go of while connecting.
        }
        catch (Exception error)
        {
            _owner.ConnectFailed(this, what + ErrorText.Of(error));
        }

        ReleaseSocket();
        return false;
    }

    private async Task TearDownAsync(int? code)
    {
        // Awaited last: its callbacks are the socket's, and may block.
        Task stopConnecting = StopConnectingAsync();
        try
        {
            RoomSignal.Set();
            if (code is { } closeCode && Volatile.Read(ref _isOpen))
            {
                Task close = CloseAndWaitForPeerAsync(closeCode);
                IgnoreLateFailure(close);
                await close.WaitAsync(CloseTimeout, _time).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            _owner.CloseFailed(this, error);
        }

        ReleaseSocket();
        await stopConnecting.ConfigureAwait(false);
        _ended.TrySetResult();
    }

    private async Task CloseAndWaitForPeerAsync(int closeCode)
    {
        await _socket!.CloseAsync(closeCode, CancellationToken.None).ConfigureAwait(false);

        // Aborting before the peer has answered could overtake our close frame on the way.
        await _pumpEnded.Task.ConfigureAwait(false);
    }

    /// <summary>Callbacks of the token belong to the socket, and may throw.</summary>
    private async Task StopConnectingAsync()
    {
        try
        {
            await _connectCancellation.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _owner.CloseFailed(this, error);
        }
    }

    /// <summary>Also of one that hangs in its connect.</summary>
    private void ReleaseSocket()
    {
        if (_socket is { } socket && Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            Guard(socket.Abort);
            Guard(socket.Dispose);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            _owner.CloseFailed(this, error);
        }
    }

    /// <summary>An abandoned task must not end as an unobserved exception.</summary>
    private static void IgnoreLateFailure(Task task) =>
        _ = task.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
