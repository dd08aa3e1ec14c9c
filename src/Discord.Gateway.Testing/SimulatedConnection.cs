using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ZstdSharp;

namespace Discord.Gateway.Testing;

/// <summary>A client's connection, seen from the gateway: expects payloads of the client, and makes the gateway misbehave.</summary>
/// <example>
/// <code>
/// await shard.ConnectAsync();
/// SimulatedConnection connection = await gateway.NextConnectionAsync();
/// connection.Cut(); // the shard reconnects
///
/// SimulatedConnection next = await gateway.NextConnectionAsync();
/// await next.ExpectAsync(GatewayOpcode.Resume);
/// </code>
/// </example>
[SuppressMessage("Design", "CA1001", Justification = "Tests look at a connection after its end; its compressor has no resources but memory.")]
public sealed class SimulatedConnection
{
    /// <summary>Smaller payloads are sent as text, also to clients that asked for compressed ones: "some" are compressed, says Discord.</summary>
    private const int CompressFrom = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly GatewaySimulator _simulator;
    private readonly IWire _wire;
    private readonly Queue<Action> _outbox = new();
    private readonly Queue<(DateTimeOffset Due, Action Send)> _onTheWay = new();
    private readonly List<ReceivedPayload> _received = [];
    private readonly List<ReceivedPayload> _unexpected = [];
    private readonly MemoryStream? _compressed;
    private readonly Stream? _compressor;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _arrival;
    private DateTimeOffset _lastDue;
    private bool _isSending;

    internal SimulatedConnection(GatewaySimulator simulator, IWire wire, int number, Uri uri, bool isResumeUrl, string? compression)
    {
        _simulator = simulator;
        _wire = wire;
        Number = number;
        Uri = uri;
        IsResumeUrl = isResumeUrl;
        AcknowledgeHeartbeats = simulator.AcknowledgeHeartbeats;
        if (compression is not null)
        {
            _compressed = new MemoryStream();
            _compressor = compression == "zstd-stream" ? new CompressionStream(_compressed, level: 1) : new ZLibStream(_compressed, CompressionLevel.Fastest);
        }
    }

    /// <summary>The number of the connection in its simulator, counted from 1.</summary>
    public int Number { get; }

    /// <summary>The address that the client connected to.</summary>
    public Uri Uri { get; }

    /// <summary>Whether the client connected to the resume address.</summary>
    public bool IsResumeUrl { get; }

    /// <summary>Whether the connection is open on both sides.</summary>
    public bool IsOpen { get; internal set; } = true;

    /// <summary>The shard that identified or resumed; null before that.</summary>
    public ShardId? ShardId => Session?.ShardId;

    /// <summary>The code with which the client closed the connection; null if it did not close it, or gave no code.</summary>
    public int? ClientCloseCode { get; internal set; }

    /// <summary>Whether the simulator acknowledges heartbeats. Default <see cref="GatewaySimulator.AcknowledgeHeartbeats"/> when the connection opens.</summary>
    public bool AcknowledgeHeartbeats { get; set; }

    /// <summary>Whether the simulator answers commands: requests for members, voice, soundboard sounds and channel info. Default true.</summary>
    public bool AnswerCommands { get; set; } = true;

    /// <summary>Whether the simulator answers the client's close. If false, the close handshake never completes. Default true.</summary>
    public bool AnswerClose { get; set; } = true;

    /// <summary>Whether the client's writes stall, as with a peer that stops reading. In memory only. Default false.</summary>
    public bool StallWrites { get; set; }

    /// <summary>The delay of everything that the gateway sends, on the simulator's clock. Default none.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>
    /// The size in bytes of the pieces into which the gateway splits payloads sent from now on; with zlib-stream, each piece is a WebSocket message. Default 0: payloads are not split.
    /// </summary>
    public int SplitEvery { get; set; }

    /// <summary>The payloads that the client has sent, in order.</summary>
    public IReadOnlyList<ReceivedPayload> Received
    {
        get
        {
            lock (_simulator.SyncRoot)
            {
                return [.. _received];
            }
        }
    }

    internal SimulatedSession? Session { get; set; }

    /// <summary>What is replayed on this connection.</summary>
    internal ReplayScript? Script { get; set; }

    internal bool IsHalfOpen { get; private set; }

    /// <summary>Whether the client asked for large payloads to be compressed one by one (<c>compress</c> of its identify).</summary>
    internal bool CompressesPayloads { get; set; }

    internal Queue<DateTimeOffset> PresenceTimes { get; } = new();

    internal Queue<DateTimeOffset> PayloadTimes { get; } = new();

    internal DateTimeOffset LastHeartbeat { get; set; }

    internal ITimer? HeartbeatTimer { get; set; }

    /// <summary>Whether the client has nothing more to receive.</summary>
    internal bool IsDrained => !IsOpen || _wire.IsDrained;

    /// <summary>Waits for the client's next payload, which must have this opcode; heartbeats in between are ignored. Fails immediately on another payload.</summary>
    /// <exception cref="SimulatorExpectationException">Another payload was received, the connection ended, or nothing was received within 20 s of real time.</exception>
    public async Task<ReceivedPayload> ExpectAsync(GatewayOpcode opcode, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_simulator.SyncRoot)
            {
                ReceivedPayload? next = _unexpected.Find(payload => payload.Opcode == opcode || payload.Opcode != GatewayOpcode.Heartbeat);
                if (opcode == GatewayOpcode.Heartbeat)
                {
                    next = _unexpected.Find(payload => payload.Opcode == opcode);
                }

                if (next is not null)
                {
                    if (next.Opcode != opcode)
                    {
                        throw Unmet($"{opcode}");
                    }

                    _unexpected.Remove(next);
                    return next;
                }

                if (!IsOpen)
                {
                    throw Unmet($"{opcode}");
                }

                changed = _changed.Task;
            }

            await WaitAsync(changed, $"{opcode}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end of the connection, by either side. Returns the client's close code; null if it gave none.</summary>
    /// <exception cref="SimulatorExpectationException">The connection did not end within 20 s of real time.</exception>
    public async Task<int?> ExpectCloseAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_simulator.SyncRoot)
            {
                if (!IsOpen)
                {
                    return ClientCloseCode;
                }

                changed = _changed.Task;
            }

            await WaitAsync(changed, "the connection's end", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Requests a heartbeat from the client (op 1).</summary>
    public void RequestHeartbeat() => SendPayload(GatewayOpcode.Heartbeat, "null");

    /// <summary>Acknowledges a heartbeat, whether or not the client sent one (op 11).</summary>
    public void AcknowledgeHeartbeat() => SendPayload(GatewayOpcode.HeartbeatAck, "null");

    /// <summary>Tells the client to reconnect (op 7).</summary>
    public void RequestReconnect() => SendPayload(GatewayOpcode.Reconnect, "null");

    /// <summary>Tells the client to reconnect (op 7), with a sequence, which only events should have.</summary>
    public void RequestReconnect(long sequence) => SendRaw($$"""{"t":null,"s":{{sequence}},"op":7,"d":null}""");

    /// <summary>Sends Hello (op 10), which the simulator does itself with <see cref="GatewaySimulator.SayHello"/>.</summary>
    public void SendHello() => SendPayload(
        GatewayOpcode.Hello, $$"""{"heartbeat_interval":{{(long)_simulator.Options.HeartbeatInterval.TotalMilliseconds}},"_trace":["simulator"]}""");

    /// <summary>Invalidates the session (op 9).</summary>
    /// <param name="resumable">Whether the client may resume the session; if not, the simulator discards it.</param>
    public void InvalidateSession(bool resumable)
    {
        if (!resumable)
        {
            _simulator.Forget(this);
        }

        SendInvalidSession(SimulatorJson.Payload(GatewayOpcode.InvalidSession, resumable ? "true" : "false"));
    }

    /// <summary>Invalidates the session (op 9) without saying whether the client may resume it, and discards it.</summary>
    public void InvalidateSessionWithoutData()
    {
        _simulator.Forget(this);
        SendInvalidSession("""{"t":null,"s":null,"op":9}"""u8.ToArray());
    }

    /// <summary>Sends a payload as it is, outside the session's sequence: malformed, unknown, or with any sequence.</summary>
    public void SendRaw(string payload) => SendRaw(Encoding.UTF8.GetBytes(payload));

    /// <inheritdoc cref="SendRaw(string)"/>
    public void SendRaw(ReadOnlyMemory<byte> payload) => Enqueue(() => Transmit(payload, endOfMessage: true));

    /// <summary>Sends an event with any sequence, outside the session's sequence.</summary>
    public void SendDispatch(string name, string data, long? sequence) =>
        SendRaw(SimulatorJson.Payload(GatewayOpcode.Dispatch, data, name, sequence));

    /// <summary>Sends bytes without compressing them, as one WebSocket message, which a client with compression finds corrupt.</summary>
    public void SendUncompressed(ReadOnlyMemory<byte> bytes) => Enqueue(() => _wire.Send(bytes, isBinary: true, endOfMessage: true));

    /// <summary>Sends an event of many bytes, which with compression is a decompression bomb.</summary>
    public void SendOversize(int bytes) =>
        SendRaw($$$"""{"t":"OVERSIZE","s":null,"op":0,"d":{"filler":"{{{new string('x', bytes)}}}"}}""");

    /// <summary>Closes the connection.</summary>
    /// <param name="code">Discord's close code; null for a close without one.</param>
    /// <param name="reason">The text of the close frame.</param>
    public void Close(int? code, string? reason = null)
    {
        Enqueue(() => _wire.Close(code, reason));
        _simulator.Ended(this, clientCode: null);
    }

    /// <summary>Breaks the connection without a close. The session can be resumed.</summary>
    public void Cut()
    {
        lock (_outbox)
        {
            // What was not sent yet is lost with the wire. A half-open one breaks too, on which nothing else arrives any more.
            _outbox.Clear();
            _onTheWay.Clear();
            _outbox.Enqueue(_wire.Abort);
        }

        Flush();
        _simulator.Ended(this, clientCode: null);
    }

    /// <summary>Breaks the connection in the middle of a message.</summary>
    public void CutMidMessage()
    {
        Enqueue(() => Transmit("{\"t\":\"MESSAGE_CREATE\",\"s\":"u8.ToArray(), endOfMessage: false));
        Cut();
    }

    /// <summary>Accepts bytes from now on but sends nothing, as on a link that is dead in one direction.</summary>
    public void GoHalfOpen()
    {
        lock (_simulator.SyncRoot)
        {
            IsHalfOpen = true;
            AnswerClose = false;
            _simulator.Detach(this);
        }
    }

    /// <summary>Puts a payload in its place among what is sent; <see cref="Flush"/> sends it. Under the simulator's lock, so that sequences stay in order.</summary>
    internal void Post(ReadOnlyMemory<byte> payload) => Add(() => Transmit(payload, endOfMessage: true));

    internal void Record(ReceivedPayload payload)
    {
        _received.Add(payload);
        _unexpected.Add(payload);
    }

    /// <summary>Wakes tests that expect something.</summary>
    internal void Changed()
    {
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    internal void AnswerTheClose(int code) => Enqueue(() => _wire.Close(code, null));

    /// <summary>The client may resume or identify anew, on another connection or on this one.</summary>
    private void SendInvalidSession(ReadOnlyMemory<byte> payload)
    {
        lock (_simulator.SyncRoot)
        {
            _simulator.Detach(this);
            Session = null;
        }

        SendRaw(payload);
    }

    private void SendPayload(GatewayOpcode opcode, string data) => SendRaw(SimulatorJson.Payload(opcode, data));

    private void Enqueue(Action send)
    {
        Add(send);
        Flush();
    }

    private void Add(Action send)
    {
        lock (_outbox)
        {
            if (IsHalfOpen)
            {
                return;
            }

            if (Delay <= TimeSpan.Zero && _onTheWay.Count == 0)
            {
                _outbox.Enqueue(send);
                return;
            }

            // A wire keeps its order: nothing overtakes what was sent before with a longer delay.
            DateTimeOffset due = _simulator.Options.TimeProvider.GetUtcNow() + Delay;
            _lastDue = due > _lastDue ? due : _lastDue;
            _onTheWay.Enqueue((_lastDue, send));
            if (_onTheWay.Count == 1)
            {
                ScheduleArrival();
            }
        }
    }

    private void ScheduleArrival()
    {
        TimeSpan wait = _onTheWay.Peek().Due - _simulator.Options.TimeProvider.GetUtcNow();
        _arrival ??= _simulator.Options.TimeProvider.CreateTimer(_ => Arrive(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // Rounded up: a timer counts milliseconds, and one that fires early would spin.
        _arrival.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    private void Arrive()
    {
        lock (_outbox)
        {
            DateTimeOffset now = _simulator.Options.TimeProvider.GetUtcNow();
            while (_onTheWay.TryPeek(out (DateTimeOffset Due, Action Send) next) && next.Due <= now)
            {
                _onTheWay.Dequeue();
                if (!IsHalfOpen)
                {
                    _outbox.Enqueue(next.Send);
                }
            }

            if (_onTheWay.Count > 0)
            {
                ScheduleArrival();
            }
        }

        Flush();
    }

    /// <summary>Sends what was posted, in order, under no lock: in memory, the client runs right here.</summary>
    internal void Flush()
    {
        using WithoutContext context = WithoutContext.Enter();
        lock (_outbox)
        {
            if (_isSending)
            {
                return;
            }

            _isSending = true;
        }

        while (true)
        {
            Action? next;
            lock (_outbox)
            {
                if (!_outbox.TryDequeue(out next))
                {
                    _isSending = false;
                    return;
                }
            }

            try
            {
                next();
            }
            catch
            {
                // What handles an event threw; the rest is sent by whoever sends next.
                lock (_outbox)
                {
                    _isSending = false;
                }

                throw;
            }
        }
    }

    private void Transmit(ReadOnlyMemory<byte> payload, bool endOfMessage)
    {
        _simulator.Sent(this, payload);
        ReadOnlyMemory<byte> bytes = payload;
        if (CompressesPayloads && _compressor is null && endOfMessage && payload.Length >= CompressFrom)
        {
            using var compressed = new MemoryStream();
            using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(payload.Span);
            }

            _wire.Send(compressed.ToArray(), isBinary: true, endOfMessage: true);
            return;
        }

        if (_compressor is not null)
        {
            _compressor.Write(payload.Span);
            _compressor.Flush();
            bytes = _compressed!.ToArray();
            _compressed.SetLength(0);
            if (!endOfMessage)
            {
                // Half of it: the rest is what the cut wire swallows.
                bytes = bytes[..(bytes.Length / 2)];
            }
        }

        while (SplitEvery > 0 && bytes.Length > SplitEvery)
        {
            _wire.Send(bytes[..SplitEvery], _compressor is not null, endOfMessage: _compressor is ZLibStream);
            bytes = bytes[SplitEvery..];
        }

        _wire.Send(bytes, _compressor is not null, endOfMessage);
    }

    private async Task WaitAsync(Task changed, string expected, CancellationToken cancellationToken)
    {
        try
        {
            // Real time, whatever the simulator's clock: only a failing test waits so long.
            await changed.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw Unmet(expected);
        }
    }

    private SimulatorExpectationException Unmet(string expected)
    {
        lock (_simulator.SyncRoot)
        {
            string received = _received.Count == 0 ? "nothing" : string.Join(", ", _received);
            string state = IsOpen ? "is open" : ClientCloseCode is { } code ? $"was closed by the client with {code}" : "is closed";
            return new SimulatorExpectationException($"Expected {expected}. Connection {Number} {state}; the client sent: {received}.");
        }
    }
}
