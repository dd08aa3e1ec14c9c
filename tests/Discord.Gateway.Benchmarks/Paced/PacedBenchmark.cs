namespace Discord.Gateway.Benchmarks.Paced;

/// <summary>
/// The cost and latency of an event at the pace at which bots live: each event is alone on the wire, and the client rests between two of them. Most of an event's CPU time
/// is then the waking of threads.
/// </summary>
internal static class PacedBenchmark
{
    private static readonly int[] Paces = [100, 1_000, 10_000];

    private const int Rounds = 9;
    private const int Seconds = 2;

    /// <summary>At most how much more than F0 a typed event costs at 1,000 events/s, in the short form.</summary>
    private const double Bound = 1.4;

    /// <summary>All ways at all paces: two tables from the same rounds.</summary>
    internal static async Task<int> RunAsync(int rounds = Rounds)
    {
        await using var server = new Child("paced-server");
        Uri uri = await ReadUriAsync(server);
        PacedWay[] ways =
        [
            new("F0 receive, inflate, discard", "floor", isQuiet: false, uri),
            new("raw", "raw", isQuiet: false, uri),
            new("typed", "typed", isQuiet: false, uri),
            new("typed, through ShardManager", "manager", isQuiet: false, uri),
            new("F0", "floor", isQuiet: true, uri),
            new("raw", "raw", isQuiet: true, uri),
            new("typed", "typed", isQuiet: true, uri),
            new("typed, through ShardManager", "manager", isQuiet: true, uri),
        ];
        try
        {
            await WarmUpAsync(server, ways);
            foreach (int pace in Paces)
            {
                await MeasureAsync(server, ways, pace, rounds);
                Console.WriteLine($"\n{pace:N0} events/s, {rounds} rounds of {Seconds} s, medians; CPU with its quartiles");
                Report("default settings", ways[0], ways.Where(way => !way.IsQuiet));
                Report("with the documented setting", ways[0], ways.Where(way => way.IsQuiet));
            }
        }
        finally
        {
            await DisposeAsync(ways);
        }

        return 0;
    }

    /// <summary>A short form that fails when a typed event costs far more than F0, each time.</summary>
    internal static async Task<int> CheckAsync()
    {
        const int Pace = 1_000;
        await using var server = new Child("paced-server");
        Uri uri = await ReadUriAsync(server);
        PacedWay[] ways = [new("F0", "floor", isQuiet: false, uri), new("typed", "typed", isQuiet: false, uri)];
        try
        {
            await WarmUpAsync(server, ways);

            // A machine may be busy with something else for a while; code that has become slower is slower each time.
            for (int attempt = 1; attempt <= 3; attempt++)
            {
                await MeasureAsync(server, ways, Pace, rounds: 3);
                Report($"{Pace:N0} events/s", ways[0], ways);
                if (ways[1].Over(ways[0]) <= Bound)
                {
                    return 0;
                }
            }
        }
        finally
        {
            await DisposeAsync(ways);
        }

        Console.WriteLine($"FAILED: at {Pace:N0} events/s, a typed event must cost at most {Bound} x F0.");
        return 1;
    }

    private static async Task<Uri> ReadUriAsync(Child server) => new($"ws://127.0.0.1:{await server.ReadLineAsync()}/");

    /// <summary>Until all code is compiled in its last form.</summary>
    private static async Task WarmUpAsync(Child server, PacedWay[] ways)
    {
        foreach (PacedWay way in ways)
        {
            await way.ReceiveAsync(server, Paces[^1], events: 2 * Paces[^1], counts: false);
        }
    }

    private static async Task MeasureAsync(Child server, PacedWay[] ways, int pace, int rounds)
    {
        Array.ForEach(ways, way => way.Clear());
        for (int round = 0; round < rounds; round++)
        {
            foreach (PacedWay way in ways)
            {
                await way.ReceiveAsync(server, pace, pace * Seconds, counts: true);
            }
        }
    }

    private static void Report(string title, PacedWay floor, IEnumerable<PacedWay> ways)
    {
        Console.WriteLine($"{title,-32} {"CPU us",8} {"quartiles",15} {"x F0",6} {"p50 us",8} {"p99 us",8}");
        foreach (PacedWay way in ways)
        {
            string quartiles = $"{way.Quantile(0.25):F1}-{way.Quantile(0.75):F1}";
            Console.WriteLine(
                $"  {way.Name,-30} {way.Quantile(0.5),8:F1} {quartiles,15} {way.Over(floor),6:F2} {way.Median(measure => measure.P50),8:F0} {way.Median(measure => measure.P99),8:F0}");
        }
    }

    private static async Task DisposeAsync(PacedWay[] ways)
    {
        foreach (PacedWay way in ways)
        {
            await way.DisposeAsync();
        }
    }
}
