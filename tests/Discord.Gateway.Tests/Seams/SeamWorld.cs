using System.Collections.Concurrent;
using Discord.Gateway.Testing;
using Discord.Gateway.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Seams;

/// <summary>A shard with one hostile seam, a gateway in memory, and a clock. Whatever the shard is asked for runs on the pool: the seam may block it.</summary>
internal sealed class SeamWorld
{
    internal const string Token = "MTIzNDU2Nzg5.SeCrEt.ToKeN-oF-tHe-BoT";
    internal static readonly SimulatedGuild Home = new(4_194_304, "Home", memberCount: 5);
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>Real time, which only a failing test uses up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static int _worlds;

    private readonly ConcurrentQueue<string> _transcript = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly ConcurrentQueue<string> _delivered = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly HostileListeners _listeners;
    private readonly bool _mayRelease;
    private DateTimeOffset? _blockedSince;
    private int _beatsAtBlock;
    private bool _wasConnectedAtBlock;

    /// <param name="saboteur">Which calls misbehave.</param>
    /// <param name="mayRelease">Whether blocked threads go on after a minute; else the test lets them go.</param>
    internal SeamWorld(Saboteur saboteur, bool mayRelease = true)
    {
        Saboteur = saboteur;
        _mayRelease = mayRelease;
        int total = 1_000_000 + Interlocked.Increment(ref _worlds);
        _listeners = new HostileListeners(saboteur, total);
        Time = new HostileTime(saboteur, _clock);
        Gate = new HostileGate(saboteur, _clock);
        Gateway = new GatewaySimulator(new GatewaySimulatorOptions { Token = Token, Guilds = [Home], HeartbeatInterval = Interval, TimeProvider = _clock });
        ShardOptions options = Gateway.CreateShardOptions(GatewayIntents.All) with
        {
            ShardId = new ShardId(1, total),
            Compression = new HostileCompression(saboteur),
            Logger = new HostileLogger(saboteur, Keep),
            TimeProvider = Time,
            IdentifyGate = Gate,
            MeterFactory = _listeners,
            SocketFactory = CreateSocket,
        };
        if (saboteur.Cell.Call is SeamCall.RecorderStreamWrite or SeamCall.RecorderStreamFlush or SeamCall.RecorderStreamDispose)
        {
            Recorder = new GatewayRecorder(new HostileStream(saboteur), Time);
            options = Recorder.Attach(options);
        }

        Options = options;
    }

    internal Saboteur Saboteur { get; }

    internal HostileTime Time { get; }

    internal HostileGate Gate { get; }

    internal GatewaySimulator Gateway { get; }

    internal ShardOptions Options { get; }

    internal GatewayRecorder? Recorder { get; }

    internal Shard Shard { get; private set; } = null!;

    internal IReadOnlyList<string> Delivered => [.. _delivered];

    internal IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    internal DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>How many exceptions the caller of the shard received.</summary>
    internal int CallersErrors { get; private set; }

    internal Task Consuming { get; private set; } = Task.CompletedTask;

    /// <summary>The connection on which the shard has a session.</summary>
    internal SimulatedConnection? Current => Gateway.Connections.LastOrDefault(connection => connection.IsOpen && connection.ShardId is not null);

    internal bool IsConnected => Shard.Stage == ConnectionStage.Connected && Current is not null;

    internal IEnumerable<ReceivedPayload> Received => Gateway.Connections.SelectMany(connection => connection.Received);

    internal int Beats => Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat);

    internal void Note(string text) => _transcript.Enqueue($"{Now:mm:ss.fff} {text}");

    /// <summary>Everything that happened, for a failure's message.</summary>
    internal string GetTranscript()
    {
        IEnumerable<string> payloads = Gateway.Connections.Select(connection =>
            $"connection {connection.Number} {(connection.IsOpen ? "open" : $"closed {connection.ClientCloseCode}")}: {string.Join(", ", connection.Received.Select(payload => payload.Opcode))}");
        return string.Join('\n', [.. _transcript, .. payloads, .. Gateway.Violations.Select(violation => $"violation: {violation}"),
            $"delivered: {string.Join(", ", _delivered)}", $"shard: {Shard}, strikes {Saboteur.Strikes}, blocked {Saboteur.Blocked}"]);
    }

    /// <summary>Makes the shard, again and again while a seam throws in its constructor, and starts a consumer.</summary>
    internal void Create()
    {
        TryUntilDone("new Shard", () =>
        {
            Shard = new Shard(Options);
            return Task.CompletedTask;
        });
        Shard.StageChanged += (_, change) => Note($"stage {change.New}: {change.Reason}");
        if (Saboteur.IsFor(SeamCall.StageChanged))
        {
            Shard.StageChanged += Saboteur.Cell.Behaviour == Misbehaviour.ThrowsAsynchronously ? StrikeLater : (_, _) => Saboteur.Strike(SeamCall.StageChanged);
        }

        Consuming = Task.Run(ConsumeAsync);
    }

    /// <summary>Calls the shard on the pool, again while it throws: what was thrown is the caller's.</summary>
    internal void TryUntilDone(string what, Func<Task> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            Task calling = Task.Run(call);
            Until(what, () => calling.IsCompleted);
            if (calling.IsCompletedSuccessfully)
            {
                return;
            }

            CallersErrors++;
            Note($"{what} threw {calling.Exception!.InnerException!.GetType().Name}: {calling.Exception.InnerException.Message}");
            Assert.True(attempt < 10, $"{what} fails again and again: {calling.Exception.InnerException}");
        }
    }

    /// <summary>Moves the clock until something holds; fails if it does not within that time of the clock.</summary>
    internal void Until(string what, Func<bool> holds, TimeSpan? within = null)
    {
        DateTimeOffset end = Now + (within ?? TimeSpan.FromMinutes(15));
        Rest();
        while (!holds())
        {
            Assert.True(Now < end, $"not reached: {what}");
            Pass();
        }
    }

    /// <summary>One step of the clock, and everything that it starts. Threads that have been blocked for a minute go on.</summary>
    internal void Pass()
    {
        LookAtBlocked();
        _clock.Advance(Step);
        Rest();
    }

    internal void Pass(TimeSpan time)
    {
        for (DateTimeOffset end = Now + time; Now < end;)
        {
            Pass();
        }
    }

    /// <summary>Dispatches a message, and waits until it is delivered. Only a new session may lose it: to a thread that was blocked for long, Discord has said 4009.</summary>
    internal void Say(string content)
    {
        int identifies = CountIdentifies();
        if (Gateway.DispatchMessageAsync(Home, content).Result > 0)
        {
            Until($"\"{content}\" is delivered", () => _delivered.Contains(content) || (!Saboteur.IsOnce && CountIdentifies() > identifies));
        }

        int CountIdentifies() => Received.Count(payload => payload.Opcode == GatewayOpcode.Identify);
    }

    /// <summary>Ends everything that is still there.</summary>
    internal void End()
    {
        Saboteur.End();
        if (Shard is not null)
        {
            Task disposing = Task.Run(() => Shard.DisposeAsync().AsTask());
            Until("the shard is disposed", () => disposing.IsCompleted);
        }

        DisposeRecorder();
        _listeners.Dispose();
        Gateway.Dispose();
        Rest();
    }

    internal void DisposeRecorder()
    {
        if (Recorder is not null)
        {
            Task disposing = Task.Run(() => Recorder.DisposeAsync().AsTask());
            Until("the recorder is disposed", () => disposing.IsCompleted, TimeSpan.FromSeconds(6));
            Assert.True(disposing.IsCompletedSuccessfully, $"{disposing.Exception}");
        }
    }

    /// <summary>Waits until everything has been done that can be done while time stands still: only blocked threads are still at work.</summary>
    private void Rest()
    {
        long started = TimeProvider.System.GetTimestamp();
        while (ThreadPool.PendingWorkItemCount > 0 || GetBusyThreads() > Saboteur.Blocked)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The thread pool does not come to rest: something spins, or blocks a thread.");
            Thread.Yield();
        }
    }

    private static int GetBusyThreads()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        return all - available - (Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
    }

    private void LookAtBlocked()
    {
        if (Saboteur.Blocked == 0)
        {
            _blockedSince = null;
        }
        else if (_blockedSince is null)
        {
            _blockedSince = Now;
            _beatsAtBlock = Beats;
            _wasConnectedAtBlock = Shard is not null && IsConnected;
            Note("a thread is blocked");
        }
        else if (_mayRelease && Now - _blockedSince >= TimeSpan.FromMinutes(1))
        {
            Note("blocked threads go on");
            Assert.True(
                !_wasConnectedAtBlock || !Saboteur.IsOnce || !Saboteur.Cell.MustBeatWhileBlocked || Beats > _beatsAtBlock,
                "No heartbeat was written while a thread was blocked for a minute.");
            _blockedSince = null;
            Saboteur.Release();
        }
    }

    private HostileSocket CreateSocket()
    {
        if (Saboteur.IsFor(SeamCall.ConfigureSocket))
        {
            // What the default factory does, but for the network.
            new ClientWebSocketGatewaySocket(_ => Saboteur.Strike(SeamCall.ConfigureSocket)).Dispose();
        }

        return Saboteur.Strike(SeamCall.SocketFactory) ? null! : new HostileSocket(Saboteur, Gateway.CreateSocket());
    }

    private async void StrikeLater(object? sender, StageChange change)
    {
        await Task.Yield();
        if (Saboteur.Strike(SeamCall.StageChanged))
        {
            throw new SabotageException(SeamCall.StageChanged);
        }
    }

    private void Keep(LogLevel level, string text)
    {
        _lines.Enqueue((level, text));
        if (level >= LogLevel.Debug)
        {
            Note(text.Length > 300 ? text[..300] : text);
        }
    }

    private async Task ConsumeAsync()
    {
        try
        {
            await foreach (GatewayEvent gatewayEvent in Shard.ReceiveAllAsync())
            {
                if (gatewayEvent is MessageCreateEvent created)
                {
                    _delivered.Enqueue(created.Message.Content);
                }
            }
        }
        catch (Exception error)
        {
            Note($"the consumer ends with {error}");
            throw;
        }
    }
}
