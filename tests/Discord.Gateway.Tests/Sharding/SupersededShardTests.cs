namespace Discord.Gateway.Tests.Sharding;

/// <summary>Two managers run the same shard, and the store knows which came later.</summary>
public sealed class SupersededShardTests
{
    [Fact]
    public async Task The_later_of_two_owners_keeps_the_session_and_the_earlier_ends_its_shards()
    {
        await using var world = new ManagerWorld(shards: 4, maxConcurrency: 4);
        var store = new FencedStore();
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus().All(status => store.Renewals.Contains(status.ShardId)), TimeSpan.FromMinutes(1));
        (ShardManager old, Task oldRunning) = (world.Manager, world.Running);

        world.Options = world.Options with { SessionStore = store.Other() };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => old.Shards.Count == 0, TimeSpan.FromSeconds(20));
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(4, world.Connected);
        Assert.Equal(4, world.Identifies);
        Assert.Equal(4, world.Resumes);
        Assert.False(oldRunning.IsCompleted);
        Assert.Equal(4, world.Logs.Lines.Count(line => line.Contains("another process took over its session", StringComparison.Ordinal)));
        Task ended = old.ShutdownAsync();
        await world.AdvanceUntilAsync(() => ended.IsCompleted, TimeSpan.FromMinutes(1));
        await oldRunning;
    }

    [Fact]
    public async Task A_shard_that_was_taken_over_can_be_taken_back()
    {
        await using var world = new ManagerWorld(shards: 1);
        var store = new FencedStore();
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => !store.Renewals.IsEmpty, TimeSpan.FromMinutes(1));
        await store.Other().LoadAsync(ShardId.Single, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Manager.Shards.Count == 0, TimeSpan.FromSeconds(20));

        await world.Manager.AddShardAsync(0, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Connected == 1, TimeSpan.FromSeconds(20));

        Assert.Equal(1, world.Identifies);
        Assert.Equal(1, world.Resumes);
    }

    [Fact]
    public async Task A_shard_that_lost_its_connection_asks_whose_it_is_and_goes_on()
    {
        await using var world = new ManagerWorld(shards: 1);
        var store = new FencedStore();
        world.Options = world.Options with { SessionStore = store, SessionSaveInterval = TimeSpan.FromHours(1) };
        await world.StartAndConnectAsync();

        world.Gateway.Connections[0].Cut();
        await world.AdvanceUntilAsync(() => world.Resumes == 1 && world.Connected == 1, TimeSpan.FromSeconds(20));

        Assert.Single(store.Renewals);
        Assert.DoesNotContain(world.Logs.Lines, line => line.Contains("took over its session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_fails_costs_no_shard()
    {
        await using var world = new ManagerWorld(shards: 1);
        var store = new FencedStore();
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        store.Failure = new IOException("away");

        world.Gateway.Connections[0].Cut();
        await world.AdvanceUntilAsync(() => world.Resumes == 1 && world.Connected == 1, TimeSpan.FromSeconds(20));
        await world.AdvanceUntilAsync(() => world.Logs.Lines.Any(line => line.Contains("could not be saved", StringComparison.Ordinal)), TimeSpan.FromSeconds(20));

        Assert.Equal(1, world.Connected);
        store.Failure = null;
    }

    [Fact]
    public async Task A_start_while_the_store_is_away_waits_for_the_sessions_that_another_process_has_saved()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        FencedStore other = await RunBeforeAsync(world);
        other.FailsToLoad = static _ => true;
        world.Options = world.Options with { SessionStore = other };
        world.Start();

        await world.PassAsync(TimeSpan.FromSeconds(90));
        Assert.Equal(2, world.Identifies);
        other.FailsToLoad = static _ => false;
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(20));

        Assert.Equal(2, world.Identifies);
        Assert.Equal(2, world.Resumes);
        Assert.Equal(2, world.Logs.Lines.Count(line => line.Contains("the store is asked again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_store_that_comes_back_between_two_shards_is_asked_again_for_the_first()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        FencedStore other = await RunBeforeAsync(world);
        int loads = 0;
        other.FailsToLoad = _ => Interlocked.Increment(ref loads) == 1;
        world.Options = world.Options with { SessionStore = other };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(20));

        Assert.Equal(3, loads);
        Assert.Equal(2, world.Identifies);
        Assert.Equal(2, world.Resumes);
    }

    [Fact]
    public async Task A_start_waits_two_minutes_at_most_and_a_second_for_one_session_that_cannot_be_read()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        var store = new FencedStore { FailsToLoad = static _ => true };
        world.Options = world.Options with { SessionStore = store };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(130));
        await world.StopAsync();

        FencedStore other = store.Other();
        other.FailsToLoad = static shardId => shardId.Index == 1;
        world.Options = world.Options with { SessionStore = other };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(10));

        Assert.Equal(3, world.Identifies);
        Assert.Equal(1, world.Resumes);
    }

    /// <summary>Lets a process run that saves its sessions and stops. Returns the store as the next one sees it.</summary>
    private static async Task<FencedStore> RunBeforeAsync(ManagerWorld world)
    {
        var store = new FencedStore();
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.StopAsync();
        return store.Other();
    }
}
