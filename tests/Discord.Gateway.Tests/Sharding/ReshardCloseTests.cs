namespace Discord.Gateway.Tests.Sharding;

/// <summary>Events that are in a handler's hands, or wait, while the old shards of a resharding close.</summary>
public sealed class ReshardCloseTests
{
    private static readonly ShardId New = new(0, 2);

    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ReshardReports _progress = new();

    [Fact]
    public async Task A_kill_while_the_old_shards_close_costs_no_event_in_hand()
    {
        await using ManagerWorld world = await StartAsync();
        Task resharding = world.Manager.ReshardAsync(2, _progress, ManagerWorld.Cancellation);
        await ReachAsync(world, ReshardPhase.Holding);
        await world.PassAsync(TimeSpan.FromSeconds(0.5));
        await world.SayAsync(0, "slow");
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Any(session => session.ShardId == New), TimeSpan.FromSeconds(3));
        Assert.False(resharding.IsCompleted);

        // READY and 12 guilds came before it.
        Assert.Equal(13, world.Store.Sessions.Single(session => session.ShardId == New).Sequence);
        _slow.SetResult();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_kill_while_a_held_event_is_in_hand_costs_no_event()
    {
        await using ManagerWorld world = await StartAsync();
        await ReshardWhileHeldAsync(world);
        await world.PassAsync(TimeSpan.FromSeconds(6));

        // READY and 12 guilds came before it.
        Assert.Equal(13, world.Store.Sessions.Single(session => session.ShardId == New).Sequence);
        _slow.SetResult();
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Single(session => session.ShardId == New).Sequence == 14, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_held_event_that_is_given_up_comes_again()
    {
        await using ManagerWorld world = await StartAsync();
        await ReshardWhileHeldAsync(world);
        world.RequestStop();
        _slow.SetException(new OperationCanceledException());
        await world.StopAsync();

        world.Options = world.Options with { TotalShards = 2 };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => world.Handled.Contains("slow"), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Events_buffered_by_an_old_shard_that_the_new_one_did_not_hold_are_handled()
    {
        await using ManagerWorld world = await StartAsync();
        Task resharding = world.Manager.ReshardAsync(2, _progress, ManagerWorld.Cancellation);
        await ReachAsync(world, ReshardPhase.Comparing);
        world.Gateway.Connections[0].Delay = TimeSpan.FromSeconds(0.9);

        // The new shard receives them before it holds events back, the old one afterwards.
        await world.PassAsync(TimeSpan.FromSeconds(1.6));
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "behind");
        await ReachAsync(world, ReshardPhase.Holding);
        await world.PassAsync(TimeSpan.FromSeconds(2));
        _slow.SetResult();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(["slow", "behind"], world.Handled);
    }

    [Fact]
    public async Task A_handler_that_is_cancelled_while_the_old_shards_close_is_logged()
    {
        await using ManagerWorld world = await StartAsync();
        Task resharding = world.Manager.ReshardAsync(2, _progress, ManagerWorld.Cancellation);
        await ReachAsync(world, ReshardPhase.Holding);
        await world.PassAsync(TimeSpan.FromSeconds(0.5));
        await world.SayAsync(0, "slow");
        await world.PassAsync(TimeSpan.FromSeconds(2));
        _slow.SetException(new OperationCanceledException("its own request took too long"));
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));

        Assert.Single(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("MESSAGE_CREATE", StringComparison.Ordinal));
    }

    /// <summary>A bot of one shard, whose handler of the message "slow" waits.</summary>
    private async Task<ManagerWorld> StartAsync()
    {
        var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1), EventOrder = EventOrder.PerShard };
        await world.StartAndConnectAsync((_, gatewayEvent, _) => ManagerWorld.IsMessage(gatewayEvent, "slow") ? _slow.Task : Task.CompletedTask);
        return world;
    }

    /// <summary>The message is told to the new shard alone, which holds it back until the resharding is done.</summary>
    private async Task ReshardWhileHeldAsync(ManagerWorld world)
    {
        Task resharding = world.Manager.ReshardAsync(2, _progress, ManagerWorld.Cancellation);
        await ReachAsync(world, ReshardPhase.Holding);
        world.Gateway.Connections[0].Delay = TimeSpan.FromSeconds(10);
        await world.PassAsync(TimeSpan.FromSeconds(0.5));
        await world.SayAsync(0, "slow");
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
    }

    private Task ReachAsync(ManagerWorld world, ReshardPhase phase) =>
        world.AdvanceUntilAsync(() => _progress.Reports.Any(report => report.Phase == phase), TimeSpan.FromMinutes(1));
}
