using Discord.Gateway.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>Calls that come in the middle of others, too late, or to a keeper that knows too little.</summary>
public sealed class InterleavedTurnTests
{
    [Fact]
    public async Task A_keeper_that_has_just_moved_does_not_say_that_no_shard_runs()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        IKeeperGrain keeper = world.Grains.Keeper;
        await keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        bool areGone = await keeper.PauseAsync(new ShardLayout(4), parts: 1, number: 1);
        int running = world.Silos.Silos.Cast<InProcessSiloHandle>().Sum(silo => silo.SiloHost.Services.GetRequiredService<SiloShards>().GetStatus().Count);

        Assert.False(areGone && running > 0, $"the keeper says that nothing runs, and {running} shards do");
    }

    [Fact]
    public async Task A_resharding_just_after_the_keeper_moved_tells_each_event_once()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        Task resharding = world.Cluster.ReshardAsync(6, cancellationToken: TestContext.Current.CancellationToken);
        var contents = new List<string>();
        while (!resharding.IsCompleted)
        {
            contents.AddRange(await world.SayAsync(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        await resharding;
        await world.UntilToldAsync([.. contents]);
        Assert.Equal((contents.Count, 4 + 6), (world.Told.Count, world.Identifies));
    }

    [Fact]
    public async Task A_resharding_that_begins_as_soon_as_the_one_before_is_over_begins_with_its_shards()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        IReshardGrain grain = world.Grains.Resharding;
        await grain.BeginAsync(6);
        while (await grain.GetStateAsync() is { IsRunning: true })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        Task resharding = world.Cluster.ReshardAsync(8, cancellationToken: TestContext.Current.CancellationToken);
        var contents = new List<string>();
        while (!resharding.IsCompleted)
        {
            contents.AddRange(await world.SayAsync(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        await resharding;
        Assert.Equal(4 + 6 + 8, world.Identifies);
        await world.UntilToldAsync([.. contents]);
        Assert.Equal(contents.Order(), world.Told.Order());
    }

    [Fact]
    public async Task A_silo_is_drained_by_a_keeper_that_has_just_moved()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        SiloAddress drained = (await world.Cluster.GetStatusAsync())[0].Silo!;
        await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        await world.Cluster.DrainAsync(drained);

        await InProcessCluster.UntilAsync(async () => (await world.Cluster.GetStatusAsync()).All(shard => shard.Stage == ConnectionStage.Connected && !drained.Equals(shard.Silo)));
    }

    [Fact]
    public async Task A_keeper_begins_that_finds_a_resharding_over_while_the_store_takes_no_writes()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        IReshardGrain grain = world.Grains.Resharding;
        Task resharding = world.Cluster.ReshardAsync(6, cancellationToken: TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(async () => await grain.GetStateAsync() is { IsHandedOver: true } or { Layout.Total: 6 });
        world.Storage.RefusesWrites = true;
        await resharding;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        Assert.Equal(6, await world.Cluster.GetTotalShardsAsync());
    }

    [Fact]
    public async Task A_shard_that_is_ended_while_it_waits_to_be_started_does_not_run_on_unseen()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        SiloShards shards = world.Silos.Silos.Cast<InProcessSiloHandle>().First().SiloHost.Services.GetRequiredService<SiloShards>();
        ShardId one = new(1, 3);
        ShardId two = new(2, 3);
        ShardRun run = default(ShardRun).Next();
        await shards.StartAsync(one, run, session: null, presence: null);
        await InProcessCluster.UntilAsync(() => Task.FromResult(shards.GetStatus(one)?.Stage == ConnectionStage.Connected));

        // A silo that is alone ends all at once, and the manager does one thing after the other.
        Task stopping = shards.StopAsync(one, run);
        await Task.Delay(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Task starting = shards.StartAsync(two, run, session: null, presence: null);
        Assert.False(starting.IsCompleted, "It did not wait: the test proves nothing.");
        await shards.StopAsync(two, run);
        await stopping;
        await Record.ExceptionAsync(() => starting);

        Assert.False(shards.IsHere(two, run));
        Assert.Null(shards.Find(two));
    }

    [Fact]
    public async Task A_session_that_is_saved_late_does_not_take_the_place_of_a_new_one()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        IShardControl shard = world.Grains.Shard(new ShardId(0, 1));
        string key = world.Grains.KeyOf(new ShardId(0, 1));
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Stored(0) is not null));
        ShardSession old = (await shard.LoadAsync())!;
        world.Gateway.Connections.Single(connection => connection.IsOpen).InvalidateSession(resumable: false);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Stored(0)!.Id != old.Id));
        string? now = world.Stored(0)!.Id;

        // The saver collects all sessions first, and saves 32 at a time: this one may have waited since before the new session was saved at once.
        await shard.SaveAsync(world.Storage.Find<ShardRecord>("session", key)!.Run, old);

        Assert.Equal(now, (await shard.LoadAsync())!.Id);
    }

    [Fact]
    public async Task That_it_is_handed_over_is_stored_when_it_is_told_again_after_it_could_not_be()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1);
        IReshardGrain grain = world.Grains.Resharding;
        await grain.BeginAsync(2);
        world.Storage.RefusesWrites = true;
        Assert.NotNull(await Record.ExceptionAsync(grain.OnHandedOverAsync));
        world.Storage.RefusesWrites = false;

        await grain.OnHandedOverAsync();

        Assert.True(world.Storage.Find<ReshardRecord>("reshard", grain.GetPrimaryKeyString()) is { IsHandedOver: true });
    }

    [Fact]
    public async Task A_resharding_that_has_failed_is_not_handed_over_any_more()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        IReshardGrain grain = world.Grains.Resharding;
        await grain.BeginAsync(6);
        await InProcessCluster.UntilAsync(async () => await grain.GetStateAsync() is { Phase: not null });
        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await InProcessCluster.UntilAsync(async () => await grain.GetStateAsync() is { IsRunning: false });

        // From a silo that was believed dead, and goes on with it.
        await Record.ExceptionAsync(grain.OnHandedOverAsync);

        Assert.Equal(4, (await grain.GetStateAsync())!.Layout.Total);
    }
}
