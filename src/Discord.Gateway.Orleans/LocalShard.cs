using System.Diagnostics;

namespace Discord.Gateway.Orleans;

/// <summary>A shard that runs on this silo.</summary>
internal sealed class LocalShard(ShardRun run)
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile Task? _stopping;
    private long _resumedAt;

    internal ShardRun Run => run;

    internal ShardSession? Session { get; set; }

    /// <summary>When saving the session failed first, since it last succeeded; 0 if it did not fail.</summary>
    internal long UnsavedSince
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Whether it has had its turn to identify: while its stage is <see cref="ConnectionStage.Identifying"/>, it waits for READY.</summary>
    internal bool MayIdentify { get; set; }

    /// <summary>The session that comes now is the last, and the grain itself stores it.</summary>
    internal bool IsStopping => _stopping is not null;

    /// <summary>A resume; whether the one before was so soon before it that somebody may be taking the session away.</summary>
    internal bool IsResumedSoonAgain()
    {
        long before = Interlocked.Exchange(ref _resumedAt, Stopwatch.GetTimestamp());
        return before is not 0 && Stopwatch.GetElapsedTime(before) < SoonAgain;
    }

    internal Task StopOnceAsync(Func<Task> stop)
    {
        lock (_lock)
        {
            // On the thread pool: IsStopping must be true before it begins.
            return _stopping ??= Task.Run(stop);
        }
    }
}
