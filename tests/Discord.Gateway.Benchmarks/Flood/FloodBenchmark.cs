using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.State;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>One connection flooded by another process, received in each way in turn, round by round.</summary>
internal static class FloodBenchmark
{
    private static readonly (string Name, Func<IFloodWay> Create)[] Ways =
    [
        ("F0 receive, inflate, discard", () => new FloodFloor(reads: false)),
        ("F1 F0 and one reader pass", () => new FloodFloor(reads: true)),
        ("filtered out", () => new FloodShard(FloodKind.Filtered)),
        ("raw", () => new FloodShard(FloodKind.Raw)),
        ("typed", () => new FloodShard(FloodKind.Typed)),
        ("typed, through ShardManager", () => new FloodManager(EventOrder.PerShard)),
        ("typed, handlers per channel", () => new FloodManager(EventOrder.PerChannel)),
    ];

    /// <summary>In a flood of its own, of guilds that are known.</summary>
    private static readonly (string Name, Func<IFloodWay> Create)[] StateWays =
    [
        ("typed", () => new FloodState(keeps: null)),
        ("typed, state", () => new FloodState(WorldPresences.None)),
        ("typed, state with presences", () => new FloodState(WorldPresences.WithoutActivities)),
        ("typed, state with activities", () => new FloodState(WorldPresences.WithActivities)),
    ];

    /// <summary>How much CPU time an event may take with a state, in that of an event without: without presences, and with.</summary>
    private static readonly double[] AtMostWithState = [1.25, 1.5, 1.5];

    /// <summary>What was measured when this was written, over zlib-stream: filtered and raw beside F0, typed beside F1. Worse by a quarter is a mistake, not noise.</summary>
    private static readonly double[] Recorded = [1.04, 1.10, 1.11, 1.13];

    private const double Tolerance = 1.25;

    /// <summary>Rounds that are not counted: until all code is compiled in its last form.</summary>
    private const int Warmups = 4;

    /// <summary>Nothing, but for what the runtime does for itself now and then.</summary>
    private const double NoBytes = 0.1;

    /// <summary>
    /// How much is allocated between two collections: 64 MiB, more than a flood. The runtime takes it from the size of the processor's caches, which some virtual machines hide. On one of those it chose 2 MiB,
    /// and typed cost 1.4 to 1.6 x F1: not for the collections (0.2 us an event, and 0.02 with 32 MiB), but for the pages that the runtime gave back after each and had to take again. It can be set
    /// in the environment alone, before the process starts.
    /// </summary>
    private const string Budget = "0x4000000";

    private const string BudgetName = "DOTNET_GCgen0size";

    internal static bool HasBudget => Environment.GetEnvironmentVariable(BudgetName) is not null;

    /// <summary>This program once more, with a budget between collections that does not depend on the machine.</summary>
    internal static async Task<int> RunWithBudgetAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments);
        start.Environment[BudgetName] = Budget;
        using Process run = Process.Start(start)!;
        await run.WaitForExitAsync();
        return run.ExitCode;
    }

    /// <summary>A short form that fails when an event costs more than it did, or when one that is filtered or raw costs an allocation.</summary>
    internal static async Task<int> CheckAsync()
    {
        const int Events = 40_000;
        await using var server = new Child("flood-server", Events.ToString(CultureInfo.InvariantCulture), "2");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        _ = await server.ReadLineAsync();

        // A machine may be busy with something else for a while; code that has become slower is slower each time.
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            FloodResult[] results = await MeasureAllAsync(Ways, uri, "zlib-stream", rounds: 7, Events, server);
            Report("zlib-stream", results);
            FloodResult[] withState = await MeasureAllAsync(StateWays, uri, "zlib-stream", rounds: 7, Events, server);
            ReportState("zlib-stream", withState);
            bool isFast = Enumerable.Range(0, 4).All(i => results[i + 2].Over(results[i < 2 ? 0 : 1]) <= Recorded[i] * Tolerance);
            bool isLean = results[2..4].All(result => result.Median(measure => measure.Bytes) < NoBytes);
            if (isFast && isLean && IsStateFast(withState))
            {
                return 0;
            }
        }

        Console.WriteLine($"FAILED: the ratios must be at most {Tolerance} times {string.Join(", ", Recorded)}, with a state at most {Tolerance} times {string.Join(", ", AtMostWithState)}, and what is filtered or raw must allocate nothing.");
        return 1;
    }

    /// <summary>Each compression in a process of its own, as in a bot: code is compiled for what it does there.</summary>
    internal static async Task<int> RunAllAsync()
    {
        foreach (string compression in FloodTraffic.Compressions)
        {
            int exitCode = await RunWithBudgetAsync(["flood", compression]);
            if (exitCode != 0)
            {
                return exitCode;
            }
        }

        return 0;
    }

    internal static async Task<int> RunAsync(string compression)
    {
        const int Rounds = 31;
        const int Events = 40_000;
        const int Guilds = 6;
        await using var server = new Child("flood-server", Events.ToString(CultureInfo.InvariantCulture), Guilds.ToString(CultureInfo.InvariantCulture));
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        int size = int.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);
        Console.WriteLine($"\n{Events:N0} events a flood, {Guilds} of them GUILD_CREATE with 1,000 members, {size:N0} bytes each on average; medians of {Rounds} rounds");
        Report(compression, await MeasureAllAsync(Ways, uri, compression, Rounds, Events, server));
        ReportState(compression, await MeasureAllAsync(StateWays, uri, compression, Rounds, Events, server));
        return 0;
    }

    /// <summary>What the state of guilds costs alone, over zlib-stream.</summary>
    internal static async Task<int> RunStateAsync()
    {
        const int Rounds = 15;
        const int Events = 40_000;
        await using var server = new Child("flood-server", Events.ToString(CultureInfo.InvariantCulture), "2");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        _ = await server.ReadLineAsync();
        FloodResult[] results = await MeasureAllAsync(StateWays, uri, "zlib-stream", Rounds, Events, server);
        ReportState("zlib-stream", results);
        return IsStateFast(results) ? 0 : 1;
    }

    private static bool IsStateFast(FloodResult[] results) => AtMostWithState.Index().All(bar => results[bar.Index + 1].Over(results[0]) <= bar.Item * Tolerance);

    private static async Task<FloodResult[]> MeasureAllAsync((string Name, Func<IFloodWay> Create)[] ways, Uri uri, string compression, int rounds, int events, Child server)
    {
        FloodResult[] results = [.. ways.Select(_ => new FloodResult())];
        for (int round = -Warmups; round < rounds; round++)
        {
            for (int way = 0; way < ways.Length; way++)
            {
                FloodMeasure measure = await MeasureAsync(ways[way].Create(), uri, compression, events, server);
                if (round >= 0)
                {
                    results[way].Add(measure);
                }
            }
        }

        return results;
    }

    private static async Task<FloodMeasure> MeasureAsync(IFloodWay way, Uri uri, string compression, int events, Child server)
    {
        await using (way)
        {
            await way.ConnectAsync(uri, compression);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            using var watch = new MemoryWatch();
            TimeSpan cpu = process.TotalProcessorTime;
            long started = Stopwatch.GetTimestamp();
            await server.WriteLineAsync("go");
            await way.ReceiveAsync(events / 2);

            // By now, all buffers have the size they need.
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - watch.Allocated;
            await way.ReceiveAsync(events - (events / 2));
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - watch.Allocated - allocated;
            process.Refresh();
            cpu = process.TotalProcessorTime - cpu;
            return new FloodMeasure(cpu.TotalMicroseconds / events, events / elapsed.TotalSeconds, (double)allocated / (events - (events / 2)), watch.Peak / 1e6);
        }
    }

    private static void ReportState(string compression, FloodResult[] results)
    {
        Console.WriteLine($"{compression + ", known guilds",-32} {"CPU us",8} {"events/s",10} {"B alloc",9} {"peak MB",8} {"x typed",8}");
        for (int way = 0; way < StateWays.Length; way++)
        {
            FloodResult result = results[way];
            Console.WriteLine(
                $"  {StateWays[way].Name,-30} {result.Median(measure => measure.Microseconds),8:F2} {result.Median(measure => measure.EventsPerSecond),10:N0} {result.Median(measure => measure.Bytes),9:N1} {result.Median(measure => measure.PeakMegabytes),8:N0} {result.Over(results[0]),8:F2}");
        }
    }

    private static void Report(string compression, FloodResult[] results)
    {
        Console.WriteLine($"{compression,-32} {"CPU us",8} {"events/s",10} {"B alloc",9} {"peak MB",8} {"x F0",6} {"x F1",6}");
        for (int way = 0; way < Ways.Length; way++)
        {
            FloodResult result = results[way];
            Console.WriteLine(
                $"  {Ways[way].Name,-30} {result.Median(measure => measure.Microseconds),8:F2} {result.Median(measure => measure.EventsPerSecond),10:N0} {result.Median(measure => measure.Bytes),9:N1} {result.Median(measure => measure.PeakMegabytes),8:N0} {result.Over(results[0]),6:F2} {result.Over(results[1]),6:F2}");
        }
    }
}

/// <summary>One flood: CPU time an event, events a second, bytes allocated an event, and the largest working set.</summary>
internal readonly record struct FloodMeasure(double Microseconds, double EventsPerSecond, double Bytes, double PeakMegabytes);

/// <summary>The floods of one way.</summary>
internal sealed class FloodResult
{
    private readonly List<FloodMeasure> _measures = [];

    internal void Add(FloodMeasure measure) => _measures.Add(measure);

    internal double Median(Func<FloodMeasure, double> select) => Median(_measures.Select(select));

    /// <summary>How much more CPU time than another way: the median of the rounds' ratios, since what slows the machine for a while slows both.</summary>
    internal double Over(FloodResult other) => Median(_measures.Zip(other._measures, (own, theirs) => own.Microseconds / theirs.Microseconds));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
