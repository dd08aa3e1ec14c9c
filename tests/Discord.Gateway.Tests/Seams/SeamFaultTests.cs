using System.Text;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Seams;

/// <summary>Faults that supplied code once caused, one by one.</summary>
public sealed class SeamFaultTests
{
    private const int StressEvents = 5000;

    /// <summary>Real time, which only a failing test uses up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("wss://\\u202E")]
    [InlineData("wss://:usera.b@[::1%25eth0][::1%25eth0]")]
    public async Task A_resume_url_that_cannot_be_read_is_not_used(string url)
    {
        await using var world = new World();
        world.Gateway.AnswerIdentify = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        await first.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        first.SendRaw($$$"""{"op":0,"s":1,"t":"READY","d":{"v":10,"user":{"id":"1000","username":"bot"},"session_id":"s","resume_gateway_url":"{{{url}}}","guilds":[]}}""");
        await connecting;
        first.Cut();

        SimulatedConnection second = await world.NextConnectionAsync();

        Assert.False(second.IsResumeUrl);
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Fact]
    public async Task Concurrent_disposals_end_while_the_gates_cancellation_callback_throws()
    {
        var gate = new ThrowingGate();
        await using var world = new World(options: options => options with { IdentifyGate = gate });
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        await gate.Entered.Task.WaitAsync(Patience, World.Cancellation);

        await Task.WhenAll(world.Shard.DisposeAsync().AsTask(), Task.Run(() => world.Shard.DisposeAsync().AsTask(), World.Cancellation))
            .WaitAsync(Patience, World.Cancellation);

        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
        Assert.False(world.Gateway.Connections[^1].IsOpen);
    }

    [Theory]
    [InlineData(2, "disconnected")]
    [InlineData(5, "-> Disconnected")]
    public async Task Stage_changes_stay_in_order_with_a_slow_logger(int eventId, string text)
    {
        using var release = new ManualResetEventSlim();
        var logger = new GatedLogger(release, eventId, text);
        await using var world = new World(options: options => options with { Logger = logger });
        var stages = new System.Collections.Concurrent.ConcurrentQueue<StageChange>();
        world.Shard.StageChanged += (_, change) => stages.Enqueue(change);
        SimulatedConnection first = await world.ConnectAndDrainAsync();

        // The line of the disconnect holds its thread; the timer's goes on, and so does the shard.
        Task cutting = Task.Run(first.Cut, World.Cancellation);
        await logger.Entered.Task.WaitAsync(Patience, World.Cancellation);
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(30));
        release.Set();
        await cutting;
        await UntilAsync(() => stages.Count == 9);

        ConnectionStage old = ConnectionStage.Disconnected;
        Assert.All(stages, change =>
        {
            Assert.Equal(old, change.Old);
            old = change.New;
        });

        // The handlers are told at once, and the lines are written by one thread after the other.
        await UntilAsync(() => logger.Lines.Count(IsOfStage) == 9);
        Assert.All(
            stages.Zip(logger.Lines.Where(IsOfStage)),
            pair => Assert.Contains($": {pair.First.Old} -> {pair.First.New},", pair.Second, StringComparison.Ordinal));

        static bool IsOfStage(string line) => line.Contains(" -> ", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_connected_after_a_shutdown_though_it_was_decided_before()
    {
        using var release = new ManualResetEventSlim();
        var logger = new GatedLogger(release, eventId: 5);
        await using var world = new World(options: options => options with { Logger = logger });
        Task connecting = Task.Run(() => world.Shard.ConnectAsync(World.Cancellation), World.Cancellation);
        await logger.Entered.Task.WaitAsync(Patience, World.Cancellation);

        // The thread that is to connect is held by the line of the stage.
        Task<ShardSession?> shutdown = world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await world.AdvanceUntilCompletedAsync(shutdown);
        release.Set();
        await Assert.ThrowsAsync<ShardShutdownException>(() => connecting);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, world.Gateway.ConnectAttempts);
    }

    [Fact]
    public async Task Two_receives_at_once_never_return_another_events_data()
    {
        await using World world = await MakeNumberedAsync();
        int received = 0;
        Func<bool>[] receives =
        [
            () => world.Shard.TryReceive(out GatewayEvent? gatewayEvent) && IsOwn(gatewayEvent.Sequence, ((UnknownEvent)gatewayEvent).Data.Span),
            () => world.Shard.TryReceive(out GatewayEvent? gatewayEvent) && IsOwn(gatewayEvent.Sequence, ((UnknownEvent)gatewayEvent).Data.Span),
        ];
        Thread[] threads = [.. receives.Select(receive => new Thread(() =>
        {
            while (world.Shard.BufferedEvents > 0)
            {
                if (receive())
                {
                    Interlocked.Increment(ref received);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(StressEvents, received);

        static bool IsOwn(long? sequence, ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(data) == $$"""{"sequence":{{sequence}}}""";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_an_event_is_decoded_no_other_receive_begins(bool mustWait)
    {
        var logger = new ReceivingLogger();
        await using var world = new World(options: options => options with { Logger = logger });
        await world.ConnectAndDrainAsync();
        logger.Shard = world.Shard;
        Task<GatewayEvent?>? waiting = mustWait ? world.ReceiveAsync() : null;

        await world.Gateway.DispatchAsync("MESSAGE_CREATE", """{"id":"not a number"}""");
        await (waiting ?? world.ReceiveAsync());

        Assert.IsType<InvalidOperationException>(logger.Other!.Exception?.InnerException);
    }

    [Fact]
    public async Task A_raw_event_is_its_own_or_refused_while_others_receive()
    {
        await using World world = await MakeNumberedAsync();
        int wrong = 0;
        var typed = new Thread(() =>
        {
            while (world.Shard.BufferedEvents > 0)
            {
                _ = world.Shard.TryReceive(out _);
            }
        });
        typed.Start();
        while (world.Shard.BufferedEvents > 0)
        {
            if (world.Shard.TryReceiveRaw(out RawGatewayEvent raw))
            {
                try
                {
                    string data = Encoding.UTF8.GetString(raw.Data.Span);

                    // Read before the next receive: it may be another's only if that receive has begun, and then the data is refused.
                    _ = raw.Data;
                    wrong += data == $$"""{"sequence":{{raw.Sequence}}}""" ? 0 : 1;
                }
                catch (InvalidOperationException)
                {
                    // The other thread has received since.
                }
            }
        }

        typed.Join();
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task The_last_event_before_a_fatal_close_arrives_before_the_exception()
    {
        for (int round = 0; round < 200; round++)
        {
            await using var world = new World();
            SimulatedConnection connection = await world.ConnectAndDrainAsync();
            Task<bool> isDelivered = Task.Run(
                async () =>
                {
                    bool isSeen = false;
                    await Assert.ThrowsAnyAsync<GatewayFatalException>(async () =>
                    {
                        await foreach (GatewayEvent gatewayEvent in world.Shard.ReceiveAllAsync(World.Cancellation))
                        {
                            isSeen |= gatewayEvent is MessageCreateEvent;
                        }
                    });
                    return isSeen;
                },
                World.Cancellation);
            await world.SayAsync("the last");
            connection.Close(4014);

            Assert.True(await isDelivered);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It did not happen.");
            await Task.Yield();
        }
    }

    /// <summary>A gate that lets nobody in, and whose cancellation callback throws.</summary>
    private sealed class ThrowingGate : IIdentifyGate
    {
        internal TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => throw new InvalidOperationException("the gate's own"));
            Entered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Nobody comes in.");
        }
    }

    /// <summary>A logger that holds the thread that writes the first line of one kind, and keeps lines when they are written.</summary>
    private sealed class GatedLogger(ManualResetEventSlim release, int eventId, string text = "") : ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();
        private int _entered;

        internal IReadOnlyList<string> Lines => [.. _lines];

        internal TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string line = formatter(state, exception);
            if (id.Id == eventId && line.Contains(text, StringComparison.Ordinal) && Interlocked.Exchange(ref _entered, 1) == 0)
            {
                Entered.TrySetResult();
                ThreadPoolRest.Hold(release, Patience);
            }

            _lines.Enqueue(line);
        }
    }

    /// <summary>A logger that receives when it is told that an event could not be decoded: then the decoding is not over.</summary>
    private sealed class ReceivingLogger : ILogger
    {
        internal Shard? Shard { get; set; }

        internal Task<GatewayEvent?>? Other { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (id.Name == "UndecodableEvent")
            {
                Other ??= Shard?.ReceiveAsync().AsTask();
            }
        }
    }

    /// <summary>A shard for which events wait, whose data says their sequence.</summary>
    private static async Task<World> MakeNumberedAsync()
    {
        var world = new World(options: options => options with { MaxBufferedEvents = 2 * StressEvents });
        await world.ConnectAndDrainAsync();
        for (int number = 0; number < StressEvents; number++)
        {
            await world.Gateway.DispatchAsync("NUMBERED", $$"""{"sequence":{{number + 3}}}""");
        }

        return world;
    }
}
