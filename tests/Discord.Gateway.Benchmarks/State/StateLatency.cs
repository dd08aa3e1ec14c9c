using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.Paced;
using Discord.Gateway.State;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>
/// How late events are while snapshots of 1,000 guilds are saved one after the other, beside how late they are in other seconds of the same connection at 1,000 events/s: in those when nothing is
/// saved, and in those when as many bytes are hashed and saved that have nothing to do with a state, which only takes a core from the others.
/// </summary>
internal static class StateLatency
{
    private const int Guilds = 1_000;
    private const int Members = 200;
    private const int EventsPerSecond = 1_000;
    private const int Seconds = 45;

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
        var store = new FileStateStore(directory);
        var state = new BotState(ShardStore.MakeOptions(WorldPresences.None, store));
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
        var saves = new Saves(state, store);
        Task saving = Task.Run(() => saves.RunAsync(stop.Token));
        List<double>[] latencies = [.. Enum.GetValues<Saved>().Select(_ => new List<double>(count))];
        for (int received = 0; await events.MoveNextAsync() && events.Current is TypingStartEvent typing; received++)
        {
            if (received >= Warmup)
            {
                latencies[(int)saves.Now].Add(Stopwatch.GetElapsedTime((long)typing.UserId.Value).TotalMilliseconds);
            }
        }

        await stop.CancelAsync();
        await saving;
        Report(latencies, saves.Count, state.GetStatistics());
    }

    private static void Report(List<double>[] latencies, int saves, BotStateStatistics statistics)
    {
        Console.WriteLine(
            $"\nlatency at {EventsPerSecond:N0} events/s, ms; {saves} snapshots of {statistics.Guilds:N0} guilds with {statistics.Members:N0} members, {statistics.SnapshotBytes / 1e6:F1} MB each");
        string[] names = ["nothing is saved", "snapshots are saved", "other bytes are saved"];
        for (int i = 0; i < names.Length; i++)
        {
            Console.WriteLine(
                $"  {names[i],-22} {latencies[i].Count,8:N0} events   p50 {Percentile(latencies[i], 0.5),6:F2}   p99 {Percentile(latencies[i], 0.99),6:F2}   p99.9 {Percentile(latencies[i], 0.999),6:F2}");
        }

        double p99 = Percentile(latencies[(int)Saved.Snapshots], 0.99);
        StateBars.Note("p99 while snapshots are saved, above p99 while nothing is", p99 - Percentile(latencies[(int)Saved.Nothing], 0.99), 2, "ms");
        StateBars.Note("the same, above p99 while other bytes are saved", p99 - Percentile(latencies[(int)Saved.OtherBytes], 0.99), 2, "ms");
    }

    private static double Percentile(List<double> latencies, double share) => latencies.Order().ElementAt((int)(share * (latencies.Count - 1)));

    private enum Saved
    {
        Nothing,
        Snapshots,
        OtherBytes,
    }

    /// <summary>Saves for a second each: nothing, snapshots, other bytes, and so on.</summary>
    private sealed class Saves(BotState state, FileStateStore store)
    {
        private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
        private byte[] _other = [];
        private volatile Saved _now;

        internal Saved Now => _now;

        /// <summary>Snapshots saved.</summary>
        internal int Count { get; private set; }

        internal async Task RunAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                long start = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(start) < Turn && !cancellationToken.IsCancellationRequested)
                {
                    await SaveAsync();
                }

                _now = (Saved)(((int)_now + 1) % 3);
            }
        }

        private async Task SaveAsync()
        {
            switch (_now)
            {
                case Saved.Nothing:
                    await Task.Delay(Pause);
                    break;
                case Saved.Snapshots:
                    await state.SaveAsync();
                    Count++;
                    break;
                default:
                    await SaveOtherAsync();
                    break;
            }
        }

        /// <summary>As large as a snapshot, in pieces of the same size.</summary>
        private async Task SaveOtherAsync()
        {
            const int Piece = 64 * 1024;
            if (_other.Length == 0)
            {
                _other = new byte[state.GetStatistics().SnapshotBytes ?? throw new InvalidOperationException("No snapshot was saved.")];
            }

            await store.SaveAsync(
                new ShardId(1, 2),
                async (stream, token) =>
                {
                    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                    for (int at = 0; at < _other.Length; at += Piece)
                    {
                        ReadOnlyMemory<byte> piece = _other.AsMemory(at, Math.Min(Piece, _other.Length - at));
                        hash.AppendData(piece.Span);
                        await stream.WriteAsync(piece, token);
                    }
                },
                CancellationToken.None);
        }
    }
}
