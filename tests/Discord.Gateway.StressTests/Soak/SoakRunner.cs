using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks;
using Discord.Gateway.StressTests.Wires;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.Soak;

/// <summary>
/// Shards of a manager behind a wire that does all it can, with handlers of which some block their thread: counts what is lost, doubled, broken, and what memory does.
/// </summary>
internal sealed class SoakRunner
{
    private const int Shards = 32;
    private const int EventsPerSecond = 20_000;

    private readonly long[] _received = new long[Shards];
    private readonly int[] _sessions = new int[Shards];
    private readonly LastLines _log = new();
    private long _lost;
    private long _doubled;
    private int _unobserved;
    private long _slowestWorkItem;

    internal static async Task<int> RunAsync(TimeSpan length)
    {
        var soak = new SoakRunner();
        TaskScheduler.UnobservedTaskException += (_, e) =>
        {
            Interlocked.Increment(ref soak._unobserved);
            Console.WriteLine($"Unobserved: {e.Exception}");
        };
        await using var server = new Child("soak-server", Shards.ToString(CultureInfo.InvariantCulture), EventsPerSecond.ToString(CultureInfo.InvariantCulture));
        int port = int.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);
        string thumbprint = await server.ReadLineAsync();
        await using var manager = new ShardManager(new ShardManagerOptions
        {
            TotalShards = Shards,
            SessionStartLimit = SessionStartLimit.Default with { MaxConcurrency = Shards },
            SessionStore = new MemorySessionStore(),

            // What is looked for are events out of the shard's order.
            EventOrder = EventOrder.PerShard,
            ShardOptions = new ShardOptions
            {
                Token = new GatewaySimulatorOptions().Token,
                Intents = GatewayIntents.All,
                Logger = soak._log,
                GatewayUri = new Uri($"wss://localhost:{port}"),
                ConfigureSocket = TlsFront.Trusting(thumbprint),
            },
        });
        using var stop = new CancellationTokenSource();
        Task running = manager.RunAsync(soak.HandleAsync, stop.Token);
        await manager.WaitForConnectedAsync();
        Console.WriteLine($"{Shards} shards are connected; {length.TotalSeconds:F0} s with {EventsPerSecond:N0} events a second and a fault each second.");
        await server.WriteLineAsync("go");

        using var watchEnds = new CancellationTokenSource();
        Task watch = soak.WatchThreadPoolAsync(watchEnds.Token);
        var memory = new MemoryLog();
        await memory.WatchAsync(length);
        await watchEnds.CancelAsync();
        await watch;
        bool isWhole = await soak.FinishAsync(server);
        await stop.CancelAsync();
        await running;
        Console.WriteLine(memory.Summary);
        Console.WriteLine($"thread pool: the slowest of a work item each 50 ms began after {TimeSpan.FromTicks(soak._slowestWorkItem).TotalMilliseconds:F0} ms; unobserved exceptions: {soak._unobserved}");
        bool isGood = isWhole && memory.IsFlat && soak._unobserved == 0;
        Console.WriteLine(isGood ? "All is well." : "FAILED");
        return isGood ? 0 : 1;
    }

    private Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        int index = shard.ShardId.Index;
        if (gatewayEvent is ReadyEvent && ++_sessions[index] > 1)
        {
            Console.WriteLine($"Shard {shard.ShardId} has lost its session:\n{_log.Of(shard.ShardId, count: 25)}");
        }
        else if (gatewayEvent is MessageCreateEvent message)
        {
            long number = long.Parse(message.Message.Content, CultureInfo.InvariantCulture);
            long expected = _received[index] + 1;
            if (number < expected)
            {
                Interlocked.Increment(ref _doubled);
                return Task.CompletedTask;
            }

            Interlocked.Add(ref _lost, number - expected);
            Volatile.Write(ref _received[index], number);
            if (index < Shards / 4 && number % 1000 == 0)
            {
                // What a bot's author should not do, and does.
                Thread.Sleep(200);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Stops the harm, waits until all has been received, and tells.</summary>
    private async Task<bool> FinishAsync(Child server)
    {
        await server.WriteLineAsync("stop");
        long[] dispatched = [.. (await server.ReadLineAsync()).Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        string faults = await server.ReadLineAsync();
        long started = Stopwatch.GetTimestamp();
        while (!_received.AsSpan().SequenceEqual(dispatched) && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(50);
        }

        int[] counts = [.. (await server.ReadLineAsync()).Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        string violations = await server.ReadLineAsync();
        long missing = dispatched.Sum() - _received.Sum();
        Console.WriteLine($"{dispatched.Sum():N0} events in {Shards} shards: {_lost + missing} lost, {_doubled} doubled; {counts[2]} violations {violations}");
        Console.WriteLine($"faults: {faults}; {counts[1]} connections, {counts[0]} identifies");
        return _lost + missing == 0 && _doubled == 0 && counts[2] == 0 && counts[0] == Shards;
    }

    private async Task WatchThreadPoolAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            long queued = Stopwatch.GetTimestamp();
            await Task.Run(() => _slowestWorkItem = Math.Max(_slowestWorkItem, Stopwatch.GetElapsedTime(queued).Ticks), CancellationToken.None);
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
