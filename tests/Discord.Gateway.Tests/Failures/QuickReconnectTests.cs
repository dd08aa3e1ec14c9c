using Discord.Gateway.Protocol;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>How soon a shard is back, and when it takes its time.</summary>
public sealed class QuickReconnectTests
{
    [Fact]
    public async Task A_working_connection_is_resumed_after_a_tenth_of_a_second()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.PassAsync(TimeSpan.FromSeconds(10));
        first.Cut();

        await world.PassAsync(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, world.Gateway.ConnectAttempts);
        await world.PassAsync(TimeSpan.FromMilliseconds(2));

        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
        Assert.Equal(2, world.Gateway.ConnectAttempts);
    }

    [Fact]
    public async Task Ten_cuts_in_quick_succession_are_each_resumed_after_a_tenth_of_a_second()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        for (int i = 1; i <= 10; i++)
        {
            world.Gateway.Connections[^1].Cut();
            await world.PassAsync(TimeSpan.FromMilliseconds(101));
            Assert.Equal((ConnectionStage.Connected, i + 1), (world.Shard.Stage, world.Gateway.ConnectAttempts));
            await world.DrainAsync();
        }
    }

    [Fact]
    public async Task A_dead_resume_host_costs_no_time()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AcceptResumeConnections = false;
        first.Cut();

        await world.PassAsync(TimeSpan.FromMilliseconds(101));
        await world.PassAsync(TimeSpan.FromMilliseconds(10));

        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
        Assert.False(world.Gateway.Connections[^1].IsResumeUrl);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task Op_9_after_failed_connects_waits_no_longer_than_op_9()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AcceptConnections = false;
        first.Cut();
        await world.PassAsync(TimeSpan.FromMinutes(4));
        world.Gateway.ExpireSessions();
        world.Gateway.AcceptConnections = true;
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectCloseAsync(World.Cancellation);
        DateTimeOffset refused = world.Clock.GetUtcNow();

        await world.NextConnectionAsync();

        Assert.InRange(world.Clock.GetUtcNow() - refused, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5.2));
    }

    [Fact]
    public async Task Many_shards_of_a_process_do_not_come_back_in_one_moment()
    {
        await using var world = new World(new GatewaySimulatorOptions { Guilds = [World.Home], MaxConcurrency = 16 });
        var gate = new IdentifyGate(new SessionStartLimit(1000, 1000, TimeSpan.FromHours(24), 16), timeProvider: world.Clock);
        Shard[] shards = [.. Enumerable.Range(0, 16).Select(index => new Shard(world.Options with { ShardId = new ShardId(index, 16), IdentifyGate = gate }))];
        await Task.WhenAll(shards.Select(shard => shard.ConnectAsync(World.Cancellation)));
        await world.PassAsync(TimeSpan.FromSeconds(10));
        int before = world.Gateway.ConnectAttempts;
        foreach (SimulatedConnection connection in world.Gateway.Connections)
        {
            connection.Cut();
        }

        await world.PassAsync(TimeSpan.FromMilliseconds(101));

        Assert.InRange(world.Gateway.ConnectAttempts - before, ReconnectCrowd.Size, 13);
        await world.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(16, world.Gateway.ConnectAttempts - before);
        await Task.WhenAll(shards.Select(shard => shard.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_resumed_whose_sequence_was_seen_before_connects()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);

        second.SendDispatch("RESUMED", "{}", 2);

        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
        await world.ReceiveAsync<ResumedEvent>();
    }

    [Fact]
    public async Task A_replay_that_never_ends_is_left_though_it_repeats_events()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        for (int i = 0; i < 8; i++)
        {
            second.SendDispatch("X", "{}", 2);
            await world.PassAsync(TimeSpan.FromSeconds(9));
        }

        Assert.False(second.IsOpen);
    }
}
