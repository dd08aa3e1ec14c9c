using Discord.Gateway.Diagnostics;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// Records the traffic of a shard to a file, for a bug report or a test: payloads in both directions, and when connections opened and ended. Tokens
/// are replaced by <c>***</c>. <see cref="GatewayRecording"/> reads the file, and the simulator of Discord.Gateway.Testing replays it. Thread-safe.
/// </summary>
/// <remarks>
/// The file contains text written by users and the id of the session: share it only with people who may see those. It is JSON lines in gzip, about as large as
/// the received data; after a crash, about the last second is missing. The shard never waits for the disk: up to 16 MiB are buffered in memory,
/// and if the disk falls further behind or fails, recording stops and <see cref="Error"/> says why. Recording decompresses all data a second time: do not
/// leave it on permanently.
/// </remarks>
/// <example><code>
/// await using var recorder = new GatewayRecorder("bug.recording");
/// await using var shard = new Shard(recorder.Attach(options));
/// </code></example>
public sealed class GatewayRecorder : IAsyncDisposable
{
    internal const int Version = 1;

    /// <summary>How deep a payload may be nested and still stand in a line as it is.</summary>
    internal const int MaxDepth = 1000;

    /// <summary>The maximum number of bytes that may wait to be written, in addition to one last payload.</summary>
    internal const int MaxPendingBytes = 16 * 1024 * 1024;

    /// <summary>From how many bytes on the writer does not wait for the next second.</summary>
    private const int ManyPendingBytes = 256 * 1024;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly RecordingFile _file;
    private readonly Task _writing;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingEntry> _pending = [];

    // Includes entries that are being written.
    private long _pendingBytes;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _error;
    private int _connections;
    private bool _mustFlush;
    private bool _isClosed;

    /// <summary>Creates a recorder that writes to a file that only its owner can read. An existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeProvider">The clock of the recorded times; if null, the system's.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public GatewayRecorder(string path, TimeProvider? timeProvider = null)
        : this(PrivateFile.Create(path), timeProvider)
    {
    }

    /// <summary>Creates a recorder that writes to a stream and closes it at the end.</summary>
    /// <param name="stream">The stream. The shard is not affected if it is slow or fails.</param>
    /// <param name="timeProvider">The clock of the recorded times; if null, the system's.</param>
    public GatewayRecorder(Stream stream, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _time = timeProvider ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        _file = new RecordingFile(stream);
        DateTimeOffset startedAt = _time.GetUtcNow();
        _timer = _time.CreateTimer(static recorder => ((GatewayRecorder)recorder!).OnSecond(), this, FlushInterval, FlushInterval);
        _writing = Task.Run(() => WriteAsync(startedAt));
    }

    /// <summary>The reason why recording stopped early, for example a full disk; null if it did not. The shard is not affected.</summary>
    public Exception? Error => Volatile.Read(ref _error);

    /// <summary>Returns a copy of the options for a shard to be recorded.</summary>
    /// <exception cref="ArgumentException">The options have no valid token, so it could not be removed from the recording.</exception>
    public ShardOptions Attach(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ShardOptions.ValidateToken(options.Token);
        _file.AddSecret(options.Token);
        Func<IGatewaySocket> createSocket = options.SocketFactory ?? (() => new ClientWebSocketGatewaySocket(options.ConfigureSocket));
        return options with
        {
            SocketFactory = () => new RecordingSocket(this, createSocket(), options.Compression.CreateInflater, options.MaxPayloadBytes),
            ConfigureSocket = null,
        };
    }

    /// <summary>
    /// Completes the file. Takes at most 5 s, and does not throw if the disk fails: see <see cref="Error"/>. Later calls wait for the first.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        TaskCompletionSource wake;
        lock (_lock)
        {
            isFirst = !_isClosed;
            _isClosed = true;
            wake = _wake;
        }

        if (!isFirst)
        {
            await _closed.Task.ConfigureAwait(false);
            return;
        }

        wake.TrySetResult();
        try
        {
            await _writing.WaitAsync(CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException error)
        {
            Stop(new IOException($"The recording is incomplete: the rest could not be written to the disk within {CloseTimeout.TotalSeconds:F0} s.", error));
        }
        catch (Exception error)
        {
            // The clock failed.
            Stop(error);
        }

        _closed.TrySetResult();
    }

    internal int NextConnection() => Interlocked.Increment(ref _connections);

    /// <summary>Records a payload. Neither blocks nor throws.</summary>
    internal void Payload(int connection, RecordedEntryKind kind, ReadOnlySpan<byte> payload)
    {
        if (Error is null)
        {
            Add(new PendingEntry(connection, default, kind, payload.ToArray(), null, null));
        }
    }

    /// <summary>Records an event of a connection. Neither blocks nor throws.</summary>
    internal void Event(int connection, RecordedEntryKind kind, int? closeCode = null, string? text = null) =>
        Add(new PendingEntry(connection, default, kind, [], closeCode, text));

    /// <summary>Ends the recording early.</summary>
    internal void Stop(Exception error)
    {
        TaskCompletionSource wake;
        lock (_lock)
        {
            _error ??= error;
            _pending = [];
            wake = _wake;
        }

        wake.TrySetResult();
    }

    private void Add(PendingEntry entry)
    {
        TaskCompletionSource? wake = null;
        try
        {
            lock (_lock)
            {
                if (_isClosed || _error is not null)
                {
                    return;
                }

                if (Interlocked.Read(ref _pendingBytes) < MaxPendingBytes)
                {
                    _pending.Add(entry with { At = _time.GetElapsedTime(_started) });
                    wake = Interlocked.Add(ref _pendingBytes, entry.Size) >= ManyPendingBytes ? _wake : null;
                }
                else
                {
                    _error = new IOException($"Recording stopped because the disk is too slow: {MaxPendingBytes:N0} bytes were waiting to be written.");
                    _pending = [];
                    wake = _wake;
                }
            }

            wake?.TrySetResult();
        }
        catch (Exception error)
        {
            // The clock failed, or there is no memory.
            Stop(error);
        }
    }

    private void OnSecond()
    {
        TaskCompletionSource wake;
        lock (_lock)
        {
            _mustFlush = true;
            wake = _wake;
        }

        wake.TrySetResult();
    }

    /// <summary>The only user of the file: it may block and throw here.</summary>
    private async Task WriteAsync(DateTimeOffset startedAt)
    {
        try
        {
            _file.WriteStart(startedAt);
            bool isLast = false;
            while (!isLast && Error is null)
            {
                Task wake;
                lock (_lock)
                {
                    wake = _wake.Task;
                }

                await wake.ConfigureAwait(false);
                isLast = WritePending();
            }

            if (Error is null)
            {
                _file.WriteEnd(_connections);
            }
        }
        catch (Exception error)
        {
            Stop(error);
        }

        try
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
            await _file.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Stop(error);
        }
    }

    /// <summary>Writes the entries so far, and flushes them once a second. Returns whether they were the last.</summary>
    private bool WritePending()
    {
        List<PendingEntry> entries;
        bool mustFlush;
        bool isLast;
        lock (_lock)
        {
            (entries, mustFlush, isLast) = (_pending, _mustFlush, _isClosed);
            (_pending, _mustFlush) = ([], false);
            _wake = isLast ? _wake : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        foreach (PendingEntry entry in entries)
        {
            if (Error is not null)
            {
                return isLast;
            }

            _file.Write(entry);
            Interlocked.Add(ref _pendingBytes, -entry.Size);
        }

        if (mustFlush && !isLast)
        {
            _file.Flush();
        }

        return isLast;
    }
}
