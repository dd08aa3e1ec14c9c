using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.Paced;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>How late events are while snapshots of 1,000 guilds are saved one after the other, beside how late they are in the seconds between, on the same connection at 1,000 events/s.</summary>
internal static class StateLatency
{
    private const int Guilds = 1_000;
    private const int Members = 200;
    private const int EventsPerSecond = 1_000;
    private const int Seconds = 30;

    /// <summary>Events at the beginning, while code is compiled.</summary>
    private const int Warmup = 4_000;

    internal static async Task RunAsync()
    {
        string directory = Path.Combine(Path.GetTempPath(), $"state-latency-{Environment.ProcessId}");
        try
        {
            await MeasureAsync(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(string directory)
    {
        await using var server = new Child("paced-server");
        var uri = new Uri($"ws://127.0.0.1:{await server.ReadLineAsync()}/");
        var state = new BotState(ShardStore.MakeOptions(WorldPresences.None, new FileStateStore(directory)));
        await using var shard = new Shard(FloodShard.MakeOptions(uri, "zlib-stream"));
        await using IAsyncEnumerator<GatewayEvent> events = state.ReceiveAllAsync(shard).GetAsyncEnumerator();
        await shard.ConnectAsync();
        _ = await events.MoveNextAsync();
        foreach (WorldGuild guild in new StateWorld(Guilds, Members, WorldPresences.None).MakeGuilds())
        {
            state.Apply(StateWorld.Decode("GUILD_CREATE", guild.Json));
        }

        GC.Collect();
        int count = Warmup + (Seconds * EventsPerSecond);
        await server.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{EventsPerSecond} {count}"));
        using var stop = new CancellationTokenSource();
        var saves = new Saves(state);
        Task saving = Task.Run(() => saves.RunAsync(stop.Token));
        var latencies = new Dictionary<bool, List<double>> { [false] = new(count), [true] = new(count) };
        for (int received = 0; await events.MoveNextAsync() && events.Current is TypingStartEvent typing; received++)
        {
            if (received >= Warmup)
            {
                latencies[saves.IsSaving].Add(Stopwatch.GetElapsedTime((long)typing.UserId.Value).TotalMilliseconds);
            }
        }

        await stop.CancelAsync();
        await saving;
        Report(latencies[false], latencies[true], saves.Count, state.GetStatistics());
    }

    private static void Report(List<double> without, List<double> with, int saves, BotStateStatistics statistics)
    {
        Console.WriteLine(
            $"\nlatency at {EventsPerSecond:N0} events/s, ms; {saves} snapshots of {statistics.Guilds:N0} guilds with {statistics.Members:N0} members, {statistics.SnapshotBytes / 1e6:F1} MB each");
        foreach ((string name, List<double> latencies) in new[] { ("no snapshot", without), ("while one is saved", with) })
        {
            Console.WriteLine($"  {name,-20} {latencies.Count,8:N0} events   p50 {Percentile(latencies, 0.5),6:F2}   p99 {Percentile(latencies, 0.99),6:F2}   p99.9 {Percentile(latencies, 0.999),6:F2}");
        }

        StateBars.Note("p99 while a snapshot is saved, above p99 without", Percentile(with, 0.99) - Percentile(without, 0.99), 2, "ms");
    }

    private static double Percentile(List<double> latencies, double share) => latencies.Order().ElementAt((int)(share * (latencies.Count - 1)));

    /// <summary>Saves one snapshot after the other for a second, and none for the next.</summary>
    private sealed class Saves(BotState state)
    {
        private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
        private volatile bool _isSaving;

        internal bool IsSaving => _isSaving;

        internal int Count { get; private set; }

        internal async Task RunAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                long start = Stopwatch.GetTimestamp();
                _isSaving = true;
                while (Stopwatch.GetElapsedTime(start) < Turn)
                {
                    await state.SaveAsync();
                    Count++;
                }

                _isSaving = false;
                await Task.Delay(Turn, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
