using System.Globalization;

namespace Discord.Gateway.StressTests.Cluster;

/// <summary>
/// What a large bot's cluster takes: the identifies are played, second for second, against the library's own budget; the rest is counted from what was measured of one shard.
/// </summary>
internal static class ClusterScale
{
    private const int ShardsPerNode = 1_000;
    private const int GuildsPerShard = 1_000;

    /// <summary>From a granted turn to the identify having been written.</summary>
    private static readonly TimeSpan Write = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan SaveInterval = new ShardManagerOptions().SessionSaveInterval;

    /// <summary>Resident bytes a shard, nearly idle and at saturation: see the benchmark's results.</summary>
    private static readonly (double Idle, double Busy) MegabytesPerShard = (0.15, 0.35);

    internal static int Run()
    {
        Console.WriteLine($"{ShardsPerNode:N0} shards a node, {GuildsPerShard:N0} guilds a shard, sessions saved every {SaveInterval.TotalSeconds} s");
        Console.WriteLine("| shards | nodes | max_concurrency | all identified after | starts of the day left | MB a node, idle – busy | session saves/s a node | saves/s in the store |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach ((int shards, int concurrency) in new[] { (1_000, 16), (10_000, 16), (10_000, 64), (100_000, 16), (100_000, 64), (100_000, 256) })
        {
            (TimeSpan time, int left) = Identify(shards, concurrency);
            int nodes = shards / ShardsPerNode;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shards:N0} | {nodes} | {concurrency} | {Describe(time)} | {left:N0} | {ShardsPerNode * MegabytesPerShard.Idle:F0} – {ShardsPerNode * MegabytesPerShard.Busy:F0} | {ShardsPerNode / SaveInterval.TotalSeconds:F0} | {shards / SaveInterval.TotalSeconds:N0} |"));
        }

        return 0;
    }

    /// <summary>Plays all identifies of a first start. Who finds no session start left waits for the day to pass.</summary>
    private static (TimeSpan Time, int Left) Identify(int shards, int concurrency)
    {
        // Discord's documentation for large bots: max(2000, guilds / 1000 * 5) a day.
        int starts = Math.Max(2000, shards * GuildsPerShard / 1000 * 5);
        var budget = new IdentifyBudget(reserve: 10);
        budget.Update(new SessionStartLimit(starts, starts, TimeSpan.FromHours(24), concurrency), TimeSpan.Zero);
        var turns = new PriorityQueue<int, TimeSpan>(Enumerable.Range(0, shards).Select(index => new ShardId(index, shards).GetRateLimitKey(concurrency)).GroupBy(key => key).Select(key => (key.Key, TimeSpan.Zero)));
        int[] waiting = [.. Enumerable.Range(0, concurrency).Select(key => (shards / concurrency) + (key < shards % concurrency ? 1 : 0))];
        TimeSpan last = TimeSpan.Zero;
        while (turns.TryDequeue(out int key, out TimeSpan now))
        {
            if (!budget.TryTake(key, now, out TimeSpan wait, out _))
            {
                turns.Enqueue(key, now + wait);
                continue;
            }

            last = now + Write;
            budget.Written(key, last);
            if (--waiting[key] > 0)
            {
                turns.Enqueue(key, last);
            }
        }

        return (last, budget.Remaining(last));
    }

    private static string Describe(TimeSpan time) =>
        time < TimeSpan.FromHours(2) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min") : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h");
}
