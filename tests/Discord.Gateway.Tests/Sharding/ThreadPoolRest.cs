namespace Discord.Gateway.Tests.Sharding;

/// <summary>
/// Tells when all that can be done without the clock moving has been done: the thread pool has no work, waiting or running. That holds on the busiest machine, where any
/// number of milliseconds or turns is too few. For tests that run beside no others.
/// </summary>
internal static class ThreadPoolRest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something holds or the thread pool is at rest, and keeps its own thread: each turn that it took would be work for the pool.</summary>
    /// <param name="holds">What to wait for.</param>
    /// <param name="blocked">How many threads of the pool the test itself holds now: they are at rest, too.</param>
    internal static void AwaitOr(Func<bool> holds, Func<int>? blocked = null)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds() && !IsAtRest(blocked?.Invoke() ?? 0))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The thread pool does not come to rest: something spins, or blocks a thread.");
            Thread.Yield();
        }
    }

    private static bool IsAtRest(int blocked)
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        int own = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        return all - available <= own + blocked && ThreadPool.PendingWorkItemCount == 0;
    }
}
