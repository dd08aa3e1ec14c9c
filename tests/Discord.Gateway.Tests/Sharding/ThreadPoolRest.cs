namespace Discord.Gateway.Tests.Sharding;

/// <summary>
/// Tells when all that can be done without the clock moving has been done: the thread pool has no work, waiting or running. That holds on the busiest machine, where any
/// number of milliseconds or turns is too few. For tests that run beside no others.
/// </summary>
internal static class ThreadPoolRest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something holds or the thread pool is at rest, and keeps its own thread: each turn that it took would be work for the pool.</summary>
    internal static void AwaitOr(Func<bool> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds() && !IsAtRest())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The thread pool does not come to rest: something spins, or blocks a thread.");
            Thread.Yield();
        }
    }

    private static bool IsAtRest()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        int own = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        return all - available <= own && ThreadPool.PendingWorkItemCount == 0;
    }
}
