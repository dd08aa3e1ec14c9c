namespace Discord.Gateway.StressTests.Worlds;

/// <summary>When the threads of a shard go on: at once, or after others have run.</summary>
internal sealed class LifeThreads(ChaosWorld world, ShardLife life)
{
    /// <summary>The number of threads that have been interrupted.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether a thread is interrupted between two holds of the lock; it goes on later.</summary>
    internal bool IsInterrupted(Action goOn) => IsLate(world.Seams.Threads, 2, 8, 100, goOn);

    /// <summary>Whether a logger or a handler takes time; the thread goes on later.</summary>
    internal bool IsReportSlow(Action goOn) => IsLate(world.Seams.Reports, 20, 40, 6000, goOn);

    /// <summary>Whether the pump takes time for a payload.</summary>
    internal bool IsPumpSlow(Action goOn) => IsLate(world.Seams.Pump, 5, 40, 3000, goOn);

    /// <summary>Whether a write takes time; the writer goes on later.</summary>
    internal bool IsWriteSlow(Action goOn) => IsLate(world.Seams.Writes, 30, 20, 2500, goOn);

    /// <summary>Runs something on a thread of its own.</summary>
    internal void Run(Action action)
    {
        if (!IsInterrupted(action))
        {
            action();
        }
    }

    /// <param name="level">How likely it is, and how long it takes.</param>
    /// <param name="usual">The usual time, in milliseconds.</param>
    /// <param name="rare">One of how many takes longer.</param>
    /// <param name="longer">The time of those, in milliseconds.</param>
    /// <param name="goOn">Called at the end of the time.</param>
    private bool IsLate(int level, int usual, int rare, int longer, Action goOn)
    {
        if (level == 0 || world.IsHealed || world.Random.Next(6) >= level)
        {
            return false;
        }

        Count++;
        int milliseconds = world.Random.Next(rare) == 0 ? longer : usual;
        world.Later(TimeSpan.FromMilliseconds(world.Random.Next(milliseconds * level)), () =>
        {
            Count--;
            if (!life.HasCrashed)
            {
                goOn();
            }
        });
        return true;
    }
}
