using System.Diagnostics;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.Paced;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Benchmarks;

/// <summary>
/// How long an event takes from the server's write to the bot's handler, at a thousand a second, beside a socket that only receives and inflates; and how long a shard is
/// away when its wire is cut.
/// </summary>
internal static class LatencyBenchmark
{
    private const int EventsPerSecond = 1_000;
    private const int Events = 8_000;
    private const int Cuts = 20;

    internal static async Task<int> RunAsync()
    {
        await using var server = new Child("paced-server");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        Console.WriteLine($"{"us",-28} {"p50",8} {"p99",8} {"p99.9",8}");
        for (int round = 0; round < 3; round++)
        {
            // One client at a time: each is gone before the next comes.
            await using (var floor = new FloodFloor(reads: false))
            {
                Report("F0 receive and inflate", await MeasureAsync(floor, () => ReadTicks(floor.Payload), server, uri));
            }

            await using (var manager = new FloodManager())
            {
                Report("handler of ShardManager", await MeasureAsync(manager, null, server, uri));
            }
        }

        await CutAsync();
        return 0;
    }

    private static long ReadTicks(ReadOnlySpan<byte> payload) =>
        PacedStamp.TryRead(payload, out long ticks) ? ticks : throw new InvalidOperationException("No stamp.");

    private static async Task<List<double>> MeasureAsync(IFloodWay way, Func<long>? readTicks, Child server, Uri uri)
    {
        await way.ConnectAsync(uri, "zlib-stream");
        var latencies = new List<double>(Events);
        if (way is FloodManager manager)
        {
            manager.Handler = gatewayEvent =>
            {
                if (gatewayEvent is TypingStartEvent typing)
                {
                    latencies.Add(Stopwatch.GetElapsedTime((long)typing.UserId.Value).TotalMicroseconds);
                }
            };
            await server.WriteLineAsync($"{EventsPerSecond} {Events}");
            await manager.ReceiveAsync(Events);
        }
        else
        {
            await server.WriteLineAsync($"{EventsPerSecond} {Events}");
            for (int i = 0; i < Events - 1; i++)
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
        // The first second compiles.
        double[] sorted = [.. latencies.Skip(1_000).Order()];
        double Percentile(double share) => sorted[(int)(share * (sorted.Length - 1))];
        Console.WriteLine($"{name,-28} {Percentile(0.5),8:F0} {Percentile(0.99),8:F0} {Percentile(0.999),8:F0}");
    }

    private static async Task CutAsync()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync();
        await using var shard = new Shard(server.CreateShardOptions());
        var waits = new List<double>();
        var resumes = new List<double>();
        long changed = 0;
        shard.StageChanged += (_, change) =>
        {
            (change.New switch
            {
                ConnectionStage.Connecting => waits,
                ConnectionStage.Connected => resumes,
                _ => null,
            })?.Add(Stopwatch.GetElapsedTime(changed).TotalMilliseconds);
            changed = change.New is ConnectionStage.Disconnected or ConnectionStage.Connecting ? Stopwatch.GetTimestamp() : changed;
        };
        await shard.ConnectAsync();
        while (await shard.ReceiveAsync() is not ReadyEvent)
        {
        }

        for (int i = 0; i < Cuts; i++)
        {
            server.Simulator.Connections[^1].Cut();
            while (await shard.ReceiveAsync() is not ResumedEvent)
            {
            }
        }

        Console.WriteLine($"\nCut {Cuts} times: waited {waits.Skip(1).Average():F0} ms on average, {waits.Skip(1).Max():F0} at most, before connecting; then connect, Hello, Resume to RESUMED took {resumes.Skip(1).Order().ElementAt(resumes.Count / 2):F1} ms (median), {resumes.Skip(1).Max():F1} at most");
    }
}
