using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Scale;

/// <summary>The process with the shards: connects them, and for each number on standard input measures what it takes to receive so many events, typed.</summary>
internal sealed class ScaleShards
{
    private long _received;
    private long _expected = long.MaxValue;
    private TaskCompletionSource _all = new();

    internal static async Task<int> RunAsync(int count, Uri uri)
    {
        var shards = new ScaleShards();
        ShardOptions options = FloodShard.MakeOptions(uri, "zlib-stream");
        var receiving = new List<Task>();
        for (int index = 0; index < count; index++)
        {
            var shard = new Shard(options with { ShardId = new ShardId(index, count) });
            await shard.ConnectAsync();
            await shard.ReceiveAsync();
            receiving.Add(shards.ReceiveAsync(shard));
        }

        Console.WriteLine("connected");
        using var process = Process.GetCurrentProcess();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            shards._all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref shards._received, 0);
            Interlocked.Exchange(ref shards._expected, long.Parse(line, CultureInfo.InvariantCulture));
            process.Refresh();
            TimeSpan cpu = process.TotalProcessorTime;
            long started = Stopwatch.GetTimestamp();
            using var watch = new MemoryWatch();
            Console.WriteLine("ready");
            await shards._all.Task;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            process.Refresh();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{seconds:F3} {(process.TotalProcessorTime - cpu).TotalSeconds:F3} {watch.Peak / 1e6:F1}"));
        }

        return 0;
    }

    private async Task ReceiveAsync(Shard shard)
    {
        while (await shard.ReceiveAsync() is not null)
        {
            if (Interlocked.Increment(ref _received) == Interlocked.Read(ref _expected))
            {
                _all.SetResult();
            }
        }
    }
}
