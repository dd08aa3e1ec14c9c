using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.State;

namespace Discord.Gateway.Benchmarks.Flood;

/// <summary>One connection flooded by another process, received in each way in turn, round by round.</summary>
internal static class FloodBenchmark
{
    private const string Floor = "F0 receive, inflate, discard";
    private const string ReadingFloor = "F1 F0 and one reader pass";
    private const string GuildsFloor = "F1 receive, inflate, read";

    private static readonly (string Name, Func<IFloodWay> Create)[] Ways =
    [
        (Floor, () => new FloodFloor(reads: false)),
        (ReadingFloor, () => new FloodFloor(reads: true)),
        ("filtered out", () => new FloodShard(FloodKind.Filtered)),
        ("raw", () => new FloodShard(FloodKind.Raw)),
        ("typed", () => new FloodShard(FloodKind.Typed)),
        ("typed, through ShardManager", () => new FloodManager(EventOrder.PerShard)),
        ("typed, handlers per channel", () => new FloodManager(EventOrder.PerChannel)),
    ];

    /// <summary>In a flood of its own, of guilds that are known.</summary>
    private static readonly (string Name, Func<IFloodWay> Create)[] StateWays =
    [
        (GuildsFloor, () => new FloodFloor(reads: true, ofGuilds: true)),
        ("typed", () => new FloodState(keeps: null)),
        ("typed, state", () => new FloodState(WorldPresences.None)),
        ("typed, state with presences", () => new FloodState(WorldPresences.WithoutActivities)),
        ("typed, state with activities", () => new FloodState(WorldPresences.WithActivities)),
    ];

    /// <summary>How much CPU time an event may take over zlib-stream: by the name of its way, beside which other way, and how many times that.</summary>
    private static readonly (string Way, string Beside, double AtMost)[] Bars =
    [
        ("filtered out", Floor, 1.12),
        ("raw", Floor, 1.15),
        ("typed", ReadingFloor, 1.25),
        ("typed, handlers per channel", ReadingFloor, 1.4),
    ];

    /// <summary>The same on one processor, where the runtime compiles hot code late, and the ways disturb each other; and if it does not compile it twice (<c>TieredCompilation</c> is off).</summary>
    private static readonly (string Way, string Beside, double AtMost)[] BarsOnOne =
        [("typed", ReadingFloor, Environment.GetEnvironmentVariable("DOTNET_TieredCompilation") == "0" ? 1.15 : 1.5)];

    /// <summary>The same of known guilds: what a state without presences costs, and what the presences cost beyond it.</summary>
    private static readonly (string Way, string Beside, double AtMost)[] StateBars =
    [
        ("typed, state", GuildsFloor, 1.6),
        ("typed, state with presences", "typed", 1.5),
        ("typed, state with activities", "typed", 1.5),
    ];

    /// <summary>How many bytes a typed event may allocate.</summary>
    private const double TypedBytes = 850;

    /// <summary>What a bar may be missed by on a machine that does something else, too.</summary>
    private const double Noise = 1.05;

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
            // What is new of each way's own must be compiled in its last form, too.
            FloodResult[] results = await MeasureAllAsync(Ways, uri, "zlib-stream", rounds: 9, Events, server, warmups: 2 * Warmups);
            Report("zlib-stream", results);
            FloodResult[] withState = await MeasureAllAsync(StateWays, uri, "zlib-stream", rounds: 7, Events, server);
            ReportState("zlib-stream", withState);
            bool isAlone = Environment.ProcessorCount == 1;
            List<string> missed = [.. Missed(Ways, results, isAlone ? BarsOnOne : Bars), .. Missed(StateWays, withState, isAlone ? StateBars[..1] : StateBars), .. FindWaste(results)];
            if (missed.Count == 0)
            {
                return 0;
            }

            missed.ForEach(Console.WriteLine);
        }

        Console.WriteLine("FAILED: the bars above were missed three times in a row.");
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

    /// <summary>One way alone in this process, as in a bot: nothing else of ours or of the runtime's was compiled, or takes room in the caches. Prints its CPU time an event for another process.</summary>
    internal static async Task<int> RunAloneAsync(string compression, string name, int rounds)
    {
        const int Events = 40_000;
        await using var server = new Child("flood-server", Events.ToString(CultureInfo.InvariantCulture), "2");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        _ = await server.ReadLineAsync();
        FloodResult[] results = await MeasureAllAsync([Ways.First(way => way.Name == name)], uri, compression, rounds, Events, server, warmups: 12);
        FloodResult result = results[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{result.Median(measure => measure.Microseconds):F3} {result.Median(measure => measure.EventsPerSecond):F0} {result.Median(measure => measure.Bytes):F1}"));
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
        return Missed(StateWays, results, StateBars).Any() ? 1 : 0;
    }

    private static IEnumerable<string> Missed((string Name, Func<IFloodWay> Create)[] ways, FloodResult[] results, (string Way, string Beside, double AtMost)[] bars) =>
        from bar in bars
        let over = Of(ways, results, bar.Way).Over(Of(ways, results, bar.Beside))
        where over > bar.AtMost * Noise
        select $"{bar.Way} costs {over:F2} times what {bar.Beside} costs, and may cost {bar.AtMost:F2} times that.";

    private static FloodResult Of((string Name, Func<IFloodWay> Create)[] ways, FloodResult[] results, string name) => results[Array.FindIndex(ways, way => way.Name == name)];

    private static IEnumerable<string> FindWaste(FloodResult[] results) =>
        from way in new[] { (Name: "filtered out", AtMost: NoBytes), (Name: "raw", AtMost: NoBytes), (Name: "typed", AtMost: TypedBytes) }
        let bytes = Of(Ways, results, way.Name).Median(measure => measure.Bytes)
        where bytes > way.AtMost
        select $"{way.Name} allocates {bytes:F1} bytes an event, and may allocate {way.AtMost:F1}.";

    private static async Task<FloodResult[]> MeasureAllAsync(
        (string Name, Func<IFloodWay> Create)[] ways, Uri uri, string compression, int rounds, int events, Child server, int warmups = Warmups)
    {
        FloodResult[] results = [.. ways.Select(_ => new FloodResult())];
        for (int round = -warmups; round < rounds; round++)
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
        Console.WriteLine($"{compression + ", known guilds",-32} {"CPU us",8} {"events/s",10} {"B alloc",9} {"peak MB",8} {"x F1",6} {"x typed",8}");
        for (int way = 0; way < StateWays.Length; way++)
        {
            FloodResult result = results[way];
            Console.WriteLine(
                $"  {StateWays[way].Name,-30} {result.Median(measure => measure.Microseconds),8:F2} {result.Median(measure => measure.EventsPerSecond),10:N0} {result.Median(measure => measure.Bytes),9:N1} {result.Median(measure => measure.PeakMegabytes),8:N0} {result.Over(results[0]),6:F2} {result.Over(results[1]),8:F2}");
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
