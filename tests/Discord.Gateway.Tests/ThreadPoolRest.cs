namespace Discord.Gateway.Tests;

/// <summary>
/// Tells when all that can be done without the clock moving has been done: the thread pool has no work, waiting or running. That holds on the busiest machine, where any
/// number of milliseconds or turns is too few. The tests of this assembly run one after the other for it.
/// </summary>
internal static class ThreadPoolRest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What ends the hold of each thread of the pool that a test holds.</summary>
    private static readonly List<ManualResetEventSlim> Held = [];

    /// <summary>Waits until the thread pool is at rest.</summary>
    internal static void Await() => AwaitOr(static () => false);

    /// <summary>Waits until something holds or the thread pool is at rest, and keeps its own thread: each turn that it took would be work for the pool.</summary>
    /// <param name="holds">What to wait for.</param>
    internal static void AwaitOr(Func<bool> holds)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!holds() && !IsAtRest())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The thread pool does not come to rest: something spins, or blocks a thread.");
            Thread.Yield();
        }
    }

    /// <summary>Holds its thread, as code of others does that hangs; a thread of the pool that is held counts as at rest.</summary>
    /// <param name="release">Ends it.</param>
    /// <param name="atMost">How much real time it takes if nobody does.</param>
    /// <param name="cancellationToken">Ends it, too.</param>
    /// <returns>Whether it was released.</returns>
    internal static bool Hold(ManualResetEventSlim release, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            return release.Wait(atMost, cancellationToken);
        }

        lock (Held)
        {
            Held.Add(release);
        }

        try
        {
            return release.Wait(atMost, cancellationToken);
        }
        finally
        {
            lock (Held)
            {
                Held.Remove(release);
            }
        }
    }

    /// <inheritdoc cref="Hold(ManualResetEventSlim, TimeSpan, CancellationToken)"/>
    internal static void Hold(ManualResetEventSlim release, CancellationToken cancellationToken) => Hold(release, Patience, cancellationToken);

    private static bool IsAtRest()
    {
        ThreadPool.GetMaxThreads(out int all, out _);
        ThreadPool.GetAvailableThreads(out int available, out _);
        int resting = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        lock (Held)
        {
            resting += Held.Count(release => !release.IsSet);
        }

        return all - available <= resting && ThreadPool.PendingWorkItemCount == 0;
    }
}
