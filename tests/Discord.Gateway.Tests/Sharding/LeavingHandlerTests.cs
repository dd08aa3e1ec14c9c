namespace Discord.Gateway.Tests.Sharding;

/// <summary>Handlers that ask their manager for something that waits for handlers.</summary>
public sealed class LeavingHandlerTests
{
    [Fact]
    public async Task A_second_call_of_a_handler_that_has_left_its_order_changes_nothing()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var gate = new TaskCompletionSource();
        var slow = new TaskCompletionSource();
        int done = 0;
        await world.StartAndConnectAsync(async (_, e, _) =>
        {
            if (ManagerWorld.IsMessage(e, "restart"))
            {
                await world.Manager.RestartShardAsync(1);
                done = 1;
                await gate.Task;
                await world.Manager.RestartShardAsync(2);
                done = 2;
            }

            await (ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        });
        await world.SayAsync(0, "restart");
        await world.AdvanceUntilAsync(() => done == 1, TimeSpan.FromSeconds(20));
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "next");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Handled);
        gate.SetResult();
        await world.AdvanceUntilAsync(() => done == 2, TimeSpan.FromSeconds(20));
        await world.PassAsync(TimeSpan.FromSeconds(1));
        string[] before = [.. world.Handled];
        slow.SetResult();
        Assert.DoesNotContain("next", before);
    }

    [Fact]
    public async Task A_call_that_a_handler_does_not_await_leaves_no_other_event()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var slow = new TaskCompletionSource();
        Task restarting = Task.CompletedTask;
        await world.StartAndConnectAsync(async (_, e, _) =>
        {
            if (ManagerWorld.IsMessage(e, "restart"))
            {
                restarting = world.Manager.RestartShardAsync(1);
            }

            await (ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        });
        await world.SayAsync(0, "restart");
        await world.AdvanceUntilAsync(() => restarting.IsCompleted && world.Handled.Count == 1, TimeSpan.FromSeconds(20));
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "next");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        string[] before = [.. world.Handled];
        slow.SetResult();
        Assert.DoesNotContain("next", before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_task_that_outlives_its_handler_leaves_no_other_event(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        var gate = new TaskCompletionSource();
        var slow = new TaskCompletionSource();
        bool done = false;
        await world.StartAndConnectAsync(async (_, e, _) =>
        {
            if (ManagerWorld.IsMessage(e, "start"))
            {
                _ = Task.Run(async () =>
                {
                    await gate.Task;
                    await world.Manager.RestartShardAsync(1);
                    done = true;
                }, ManagerWorld.Cancellation);
            }

            await (ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        });
        await world.SayAsync(0, "start");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        long handled = world.Manager.GetStatus()[0].Sequence!.Value;
        await world.SayAsync(0, "slow");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        gate.SetResult();
        await world.AdvanceUntilAsync(() => done, TimeSpan.FromSeconds(20));
        await world.SayAsync(0, "next");
        await world.PassAsync(TimeSpan.FromSeconds(11));
        string[] before = [.. world.Handled];
        long saved = world.Store.Sessions.Single(session => session.ShardId.Index == 0).Sequence;
        ShardStatus status = world.Manager.GetStatus()[0];
        slow.SetResult();
        Assert.Multiple(
            () => Assert.DoesNotContain("next", before),
            () => Assert.Equal(handled, saved),
            () => Assert.NotEqual(0, status.UnhandledEvents),
            () => Assert.True(status.HasSlowHandler));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_a_shard_that_is_being_removed_may_await_changes(bool shutsDown)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        var gate = new TaskCompletionSource();
        bool removed = false;
        bool done = false;
        await world.StartAndConnectAsync(async (_, e, _) =>
        {
            if (ManagerWorld.IsMessage(e, "remove"))
            {
                await world.Manager.RemoveShardAsync(0);
                removed = true;
            }

            if (ManagerWorld.IsMessage(e, "other"))
            {
                await gate.Task;
                await (shutsDown ? world.Manager.ShutdownAsync() : world.Manager.RestartShardAsync(1));
                done = true;
            }
        });
        await world.SayAsync(2, "other");
        await world.SayAsync(0, "remove");
        await world.PassAsync(TimeSpan.FromSeconds(1));
        DateTimeOffset started = world.Clock.GetUtcNow();
        gate.SetResult();
        await world.AdvanceUntilAsync(() => removed && done, TimeSpan.FromMinutes(1));
        TimeSpan took = world.Clock.GetUtcNow() - started;
        Assert.Multiple(
            () => Assert.DoesNotContain(world.Logs.Lines, line => line.Contains("did not complete within", StringComparison.Ordinal)),
            () => Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(8)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_resharding_that_closes_while_all_that_may_run_do_loses_nothing(int maxConcurrent)
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { MaxConcurrentHandlers = maxConcurrent, ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync((_, e, _) => e is MessageCreateEvent ? Task.Delay(TimeSpan.FromMilliseconds(50), world.Clock, CancellationToken.None) : Task.CompletedTask);
        var progress = new ReshardReports();
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(0.85));
        for (int i = 0; i < 60; i++)
        {
            await world.SayAsync(0, $"{i}");
        }

        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2));
        await world.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Multiple(
            () => Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), world.Handled),
            () => Assert.DoesNotContain(world.Logs.Lines, line => line.Contains("did not complete within", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_resharding_waits_for_a_slow_handler_and_loses_nothing_behind_it()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync((_, e, _) => ManagerWorld.IsMessage(e, "slow") ? Task.Delay(TimeSpan.FromSeconds(15), world.Clock, CancellationToken.None) : Task.CompletedTask);
        var progress = new ReshardReports();
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1));
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "a");
        await world.SayAsync(0, "b");
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2));
        await world.SayAsync(0, "c");
        await world.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(["slow", "a", "b", "c"], world.Handled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_that_a_handler_gives_up_while_the_old_shards_close_is_told_of(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1), EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        var slow = new TaskCompletionSource();
        bool isFirst = true;
        await world.StartAndConnectAsync((_, e, _) => isFirst && ManagerWorld.IsMessage(e, "slow") ? slow.Task : Task.CompletedTask);
        var progress = new ReshardReports();
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1));
        await world.SayAsync(0, "slow");
        await world.PassAsync(TimeSpan.FromSeconds(3));
        Assert.False(resharding.IsCompleted);
        world.RequestStop();
        slow.SetException(new OperationCanceledException());
        await world.StopAsync();
        isFirst = false;
        world.Options = world.Options with { TotalShards = world.Manager.TotalShards };
        await world.StartAndConnectAsync();
        await world.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Contains("slow", world.Handled);
    }

    [Fact]
    public async Task A_handler_that_left_its_order_and_gives_up_repeats_nothing()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        bool isFirst = true;
        await world.StartAndConnectAsync((_, e, _) => isFirst && ManagerWorld.IsMessage(e, "reshard") ? world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation) : Task.CompletedTask);
        await world.SayAsync(0, "reshard");
        await world.PassAsync(TimeSpan.FromSeconds(6));
        for (int i = 0; i < 5; i++)
        {
            await world.SayAsync(1, $"{i}");
        }

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 5);
        await world.StopAsync();
        isFirst = false;
        await world.StartAndConnectAsync();
        await world.PassAsync(TimeSpan.FromSeconds(5));
        string[] messages = [.. world.Handled.Where(content => content != "reshard")];
        Assert.Equal(["0", "1", "2", "3", "4"], messages);
    }
}
