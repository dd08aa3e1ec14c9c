using System.Diagnostics;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.Paced;

namespace Discord.Gateway.Benchmarks;

/// <summary>
/// How long an event takes from the server's write to the bot's handler, beside a socket that only receives and inflates: at a thousand a second, and on a wire that never
/// rests because each event is written as soon as the one before.
/// </summary>
internal static class LatencyBenchmark
{
    private const int Rounds = 3;
    private const int EventsPerSecond = 1_000;
    private const int Events = 8_000;

    /// <summary>More than any server writes.</summary>
    private const int AsFastAsItGoes = 10_000_000;
    private const int ManyEvents = 400_000;

    internal static async Task<int> RunAsync()
    {
        await using var server = new Child("paced-server");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        await MeasureAsync($"{EventsPerSecond:N0} events/s", EventsPerSecond, Events, server, uri);
        await MeasureAsync("a wire that never rests", AsFastAsItGoes, ManyEvents, server, uri);
        return 0;
    }

    private static async Task MeasureAsync(string name, int eventsPerSecond, int events, Child server, Uri uri)
    {
        Console.WriteLine($"{name + ", us",-32} {"p50",8} {"p99",8} {"p99.9",8}");
        for (int round = 0; round < Rounds; round++)
        {
            // One client at a time: each is gone before the next comes.
            await using (var floor = new FloodFloor(reads: false))
            {
                Report("F0 receive and inflate", await MeasureAsync(floor, () => ReadTicks(floor.Payload), eventsPerSecond, events, server, uri));
            }

            await using (var manager = new FloodManager(EventOrder.PerShard))
            {
                Report("handler of ShardManager", await MeasureAsync(manager, null, eventsPerSecond, events, server, uri));
            }
        }
    }

    private static long ReadTicks(ReadOnlySpan<byte> payload) =>
        PacedStamp.TryRead(payload, out long ticks) ? ticks : throw new InvalidOperationException("No stamp.");

    private static async Task<List<double>> MeasureAsync(IFloodWay way, Func<long>? readTicks, int eventsPerSecond, int events, Child server, Uri uri)
    {
        await way.ConnectAsync(uri, "zlib-stream");
        var latencies = new List<double>(events);
        if (way is FloodManager manager)
        {
            manager.Handler = gatewayEvent =>
            {
                if (gatewayEvent is TypingStartEvent typing)
                {
                    latencies.Add(Stopwatch.GetElapsedTime((long)typing.UserId.Value).TotalMicroseconds);
                }
            };
            await server.WriteLineAsync($"{eventsPerSecond} {events}");
            await manager.ReceiveAsync(events);
        }
        else
        {
            await server.WriteLineAsync($"{eventsPerSecond} {events}");
            for (int i = 0; i < events - 1; i++)
            {
                await way.ReceiveAsync(1);
                latencies.Add(Stopwatch.GetElapsedTime(readTicks!()).TotalMicroseconds);
            }

            // The last has no stamp: it says that it is the last.
            await way.ReceiveAsync(1);
        }

        return latencies;
    }

    private static void Report(string name, List<double> latencies)
    {
        // The first eighth compiles.
        double[] sorted = [.. latencies.Skip(latencies.Count / 8).Order()];
        double Percentile(double share) => sorted[(int)(share * (sorted.Length - 1))];
        Console.WriteLine($"{name,-32} {Percentile(0.5),8:F0} {Percentile(0.99),8:F0} {Percentile(0.999),8:F0}");
    }
}
