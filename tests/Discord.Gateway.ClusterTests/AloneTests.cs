using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>A silo that reaches neither the keeper nor the store cannot know whether others have been told to run its shards.</summary>
public sealed class AloneTests
{
    [Fact]
    public Task A_silo_that_is_alone_ends_its_shards_and_they_resume_when_it_is_not() => LeaveAloneAsync(shards: 8, answersClose: true);

    [Fact]
    public Task A_silo_that_is_alone_ends_its_shards_at_once_where_closes_are_not_answered() => LeaveAloneAsync(shards: 16, answersClose: false);

    [Fact]
    public async Task A_silo_that_reaches_a_keeper_of_its_own_and_nobody_else_is_alone()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(shards: 8, silos: 2, maxConcurrency: 16, redis.Address);
        int identifies = world.Identifies;
        SiloAddress keeper = (await world.Local.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(world.Grains.Keeper, ClusterWorld.Cancellation))!;
        int other = world.Local.Silos.Keys.Single(port => port != keeper.Endpoint.Port);
        int[] alone = [.. (await world.Local.GetStatusAsync()).Where(shard => keeper.Equals(shard.Silo)).Select(shard => shard.ShardId.Index)];

        redis.Pause();
        await world.SignalAsync(other, "STOP");
        try
        {
            await world.UntilAsync(() => Task.FromResult(!world.Gateway.Connections.Any(connection => connection.IsOpen && alone.Contains(connection.ShardId?.Index ?? -1))), TimeSpan.FromSeconds(30));

            // Its keeper asks to start them again, and what the other silo ran.
            await Task.Delay(TimeSpan.FromSeconds(2), ClusterWorld.Cancellation);
            int connections = world.Gateway.Connections.Count;
            await Task.Delay(TimeSpan.FromSeconds(20), ClusterWorld.Cancellation);
            Assert.Equal(connections, world.Gateway.Connections.Count);
        }
        finally
        {
            redis.Continue();
            await world.SignalAsync(other, "CONT");
        }

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == 8, TimeSpan.FromMinutes(1));
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }

    [Fact]
    public async Task A_silo_that_is_alone_ends_both_sets_of_shards_of_a_resharding()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(shards: 2, silos: 2, maxConcurrency: 1, redis.Address);
        world.BeginSending();
        SiloAddress keeper = (await world.Local.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(world.Grains.Keeper, ClusterWorld.Cancellation))!;
        SiloAddress other = (await world.Local.GetStatusAsync()).Select(shard => shard.Silo!).Single(silo => !silo.Equals(keeper));
        Assert.True(await Activations.TryMoveAsync(world.Local.Grains, world.Grains.Resharding, other));
        Task resharding = world.Local.Cluster.ReshardAsync(3, cancellationToken: ClusterWorld.Cancellation);
        await world.UntilAsync(() => Task.FromResult(world.Identifies == 3), TimeSpan.FromMinutes(1));

        redis.Pause();
        await world.SignalAsync(keeper.Endpoint.Port, "STOP");
        try
        {
            await world.UntilAsync(() => Task.FromResult(world.Gateway.Connections.All(static connection => !connection.IsOpen)), TimeSpan.FromSeconds(40));
        }
        finally
        {
            redis.Continue();
            await world.SignalAsync(keeper.Endpoint.Port, "CONT");
        }

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() is 2 or 3, TimeSpan.FromMinutes(2));
        await Record.ExceptionAsync(() => resharding);
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(20));
        world.AssertToldInAnyOrder(sent);
        Assert.Empty(world.Gateway.Violations);
    }

    private static async Task LeaveAloneAsync(int shards, bool answersClose)
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using ClusterWorld world = await ClusterWorld.StartAsync(shards, silos: 2, maxConcurrency: 16, redis.Address);
        world.BeginSending();
        await Task.Delay(TimeSpan.FromSeconds(6), ClusterWorld.Cancellation);
        int identifies = world.Identifies;
        SiloAddress keeper = (await world.Local.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(world.Grains.Keeper, ClusterWorld.Cancellation))!;
        int[] alone = [.. (await world.Local.GetStatusAsync()).Where(shard => !keeper.Equals(shard.Silo)).Select(shard => shard.ShardId.Index)];
        Assert.Equal(shards / 2, alone.Length);

        foreach (SimulatedConnection connection in world.Gateway.Connections.Where(connection => connection.IsOpen && alone.Contains(connection.ShardId?.Index ?? -1)))
        {
            connection.AnswerClose = answersClose;
        }

        redis.Pause();
        await world.SignalAsync(keeper.Endpoint.Port, "STOP");
        try
        {
            await world.UntilAsync(() => Task.FromResult(!world.Gateway.Connections.Any(connection => connection.IsOpen && alone.Contains(connection.ShardId?.Index ?? -1))), TimeSpan.FromSeconds(30));
        }
        finally
        {
            redis.Continue();
            await world.SignalAsync(keeper.Endpoint.Port, "CONT");
        }

        await world.UntilAsync(async () => (await world.CountAsync()).Values.Sum() == shards, TimeSpan.FromMinutes(1));
        int sent = await world.StopSendingAsync();
        await world.UntilToldAsync(sent, TimeSpan.FromSeconds(20));
        world.AssertToldInAnyOrder(sent);
        Assert.Equal(identifies, world.Identifies);
        Assert.Empty(world.Gateway.Violations);
    }
}
