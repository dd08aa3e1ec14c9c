using System.Collections.Concurrent;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Whoever is told how far a resharding is fails.</summary>
public sealed class HostileProgressTests
{
    [Fact]
    public async Task A_progress_that_hangs_while_resharding_holds_up_no_stop()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        using var mayGoOn = new ManualResetEventSlim();
        var progress = new Reporter(_ => ThreadPoolRest.Hold(mayGoOn, ManagerWorld.Cancellation));
        Task resharding = Task.Run(() => world.Manager.ReshardAsync(2, progress), ManagerWorld.Cancellation);
        await ManagerWorld.UntilAsync(() => !progress.Reports.IsEmpty);
        Task stopping = world.Manager.ShutdownAsync();
        try
        {
            await ManagerWorld.UntilAsync(() => stopping.IsCompleted);
        }
        finally
        {
            mayGoOn.Set();
        }

        await stopping;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resharding);
    }

    [Fact]
    public async Task A_progress_that_throws_at_the_end_keeps_no_later_resharding_from_working()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var progress = new Reporter(report =>
        {
            if (report.Phase == ReshardPhase.Done)
            {
                throw new NotSupportedException();
            }
        });
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<NotSupportedException>(() => resharding);
        Assert.Equal(2, world.Manager.Shards.Count);
        await world.SayAsync(1, "after");
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("after"));
    }

    private sealed class Reporter(Action<ReshardProgress> report) : IProgress<ReshardProgress>
    {
        internal ConcurrentQueue<ReshardProgress> Reports { get; } = new();

        public void Report(ReshardProgress value)
        {
            Reports.Enqueue(value);
            report(value);
        }
    }
}
