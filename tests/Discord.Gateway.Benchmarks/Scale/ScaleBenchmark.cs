using System.Globalization;

namespace Discord.Gateway.Benchmarks.Scale;

/// <summary>CPU time and memory as shards and events become more, up to what the machine can do; figures as text, and plots of them.</summary>
internal static class ScaleBenchmark
{
    // At a pace that leaves the compiler the time to make all code in its last form.
    private const int WarmUp = 40_000;
    private const int WarmUpRate = 10_000;
    private const int MaxEvents = 120_000;

    private static readonly int[] ShardCounts = [1, 10, 100, 1_000];
    private static readonly int[] Rates = [1_000, 5_000, 20_000, 50_000, 100_000, 200_000, ScaleServer.Unpaced];

    /// <summary>One run: so many shards got events at such a rate.</summary>
    internal sealed record Point(int Shards, int Rate, double EventsPerSecond, double Cores, double ServerCores, double ResidentMegabytes)
    {
        internal double Microseconds => Cores * 1e6 / EventsPerSecond;
    }

    /// <param name="folder">Where the figures and plots go.</param>
    internal static async Task<int> RunAsync(string folder)
    {
        int total = WarmUp + Rates.Sum(EventsFor);
        var points = new List<Point>();
        await using var server = new Child("scale-server", total.ToString(CultureInfo.InvariantCulture));
        string uri = $"ws://127.0.0.1:{await server.ReadLineAsync()}/";
        foreach (int count in ShardCounts)
        {
            await using var shards = new Child("scale-shards", count.ToString(CultureInfo.InvariantCulture), uri);
            await shards.ReadLineAsync();
            await MeasureAsync(server, shards, count, WarmUpRate, WarmUp);
            foreach (int rate in Rates)
            {
                Point point = await MeasureAsync(server, shards, count, rate, EventsFor(rate));
                points.Add(point);
                Console.WriteLine(Row(point));
            }
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "scale.tsv"), points.Select(Row).Prepend("shards\tasked/s\tevents/s\tcores\tus/event\tserver cores\tresident MB"));
        ScalePlot.Write(points, folder);
        return 0;
    }

    private static int EventsFor(int rate) => Math.Min(MaxEvents, rate * 4);

    private static async Task<Point> MeasureAsync(Child server, Child shards, int count, int rate, int events)
    {
        await shards.WriteLineAsync(events.ToString(CultureInfo.InvariantCulture));
        await shards.ReadLineAsync();
        await server.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rate} {events}"));
        double[] measured = [.. (await shards.ReadLineAsync()).Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        double serverCpu = double.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);
        return new Point(count, rate, events / measured[0], measured[1] / measured[0], serverCpu / measured[0], measured[2]);
    }

    private static string Row(Point point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{point.Shards}\t{(point.Rate == ScaleServer.Unpaced ? "all" : point.Rate)}\t{point.EventsPerSecond:F0}\t{point.Cores:F3}\t{point.Microseconds:F2}\t{point.ServerCores:F3}\t{point.ResidentMegabytes:F0}");
}
