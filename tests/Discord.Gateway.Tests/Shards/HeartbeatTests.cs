using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>Heartbeats as a bot author sees them.</summary>
public sealed class HeartbeatTests
{
    [Fact]
    public async Task The_first_beat_comes_within_an_interval_and_the_others_an_interval_apart()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        DateTimeOffset start = world.Clock.GetUtcNow();

        await world.PassAsync(TimeSpan.FromMinutes(10));

        DateTimeOffset[] beats = [.. connection.Received.Where(payload => payload.Opcode == GatewayOpcode.Heartbeat).Select(payload => payload.At)];
        Assert.InRange((beats[0] - start).TotalSeconds, 0, 41.5);
        for (int i = 1; i < beats.Length; i++)
        {
            // The clock moves in quarters of a second.
            Assert.InRange((beats[i] - beats[i - 1]).TotalSeconds, 41.0, 41.5);
        }
    }

    [Fact]
    public async Task The_status_tells_interval_beats_and_latencies()
    {
        await using var world = new World();
        Assert.Same(HeartbeatStatus.None, world.Shard.Heartbeat);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        HeartbeatStatus fresh = world.Shard.Heartbeat;
        Assert.Equal(TimeSpan.FromMilliseconds(41_250), fresh.Interval);
        Assert.Null(fresh.LastSent);
        Assert.Null(fresh.Latency);
        Assert.True(fresh.IsAcknowledged);

        connection.AcknowledgeHeartbeats = false;
        await world.Shard.HeartbeatAsync(World.Cancellation);
        DateTimeOffset sent = world.Clock.GetUtcNow();
        HeartbeatStatus waiting = world.Shard.Heartbeat;
        Assert.Equal(sent, waiting.LastSent);
        Assert.False(waiting.IsAcknowledged);
        Assert.Null(waiting.Latency);

        world.Clock.Advance(TimeSpan.FromMilliseconds(120));
        connection.AcknowledgeHeartbeat();
        HeartbeatStatus acknowledged = world.Shard.Heartbeat;
        Assert.Equal(TimeSpan.FromMilliseconds(120), acknowledged.Latency);
        Assert.Equal(sent + TimeSpan.FromMilliseconds(120), acknowledged.LastAcknowledged);
        Assert.True(acknowledged.IsAcknowledged);

        // A newer beat that is not acknowledged yet has no latency; the old ones are remembered.
        await world.Shard.HeartbeatAsync(World.Cancellation);
        Assert.Null(world.Shard.Heartbeat.Latency);
        world.Clock.Advance(TimeSpan.FromMilliseconds(80));
        connection.AcknowledgeHeartbeat();
        Assert.Equal([TimeSpan.FromMilliseconds(120), TimeSpan.FromMilliseconds(80)], world.Shard.Heartbeat.RecentLatencies);
        Assert.Equal(TimeSpan.FromMilliseconds(100), world.Shard.Heartbeat.AverageLatency);
    }

    [Fact]
    public async Task A_heartbeat_by_hand_goes_out_now_with_the_current_sequence()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.HeartbeatAsync(World.Cancellation);

        Assert.Equal(2, connection.Received[^1].Data.GetInt64());
    }

    [Fact]
    public async Task A_heartbeat_by_hand_that_fails_says_so_and_starts_the_reconnect()
    {
        await using var world = new World();
        await Assert.ThrowsAsync<HeartbeatFailedException>(() => world.Shard.HeartbeatAsync(World.Cancellation));
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.StallWrites = true;
        Task beat = world.Shard.HeartbeatAsync(World.Cancellation);

        SimulatedConnection second = await world.NextConnectionAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<HeartbeatFailedException>(() => beat);
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Fact]
    public async Task A_replay_that_delays_acks_gets_one_more_interval_and_then_the_link_counts_as_dead()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AcknowledgeHeartbeats = false;
        await world.AdvanceUntilAsync(() => connection.Received[^1].Opcode == GatewayOpcode.Heartbeat, TimeSpan.FromSeconds(42));

        for (int i = 0; i < 60; i++)
        {
            await world.PassAsync(TimeSpan.FromSeconds(1));
            await world.SayAsync("busy");
        }

        Assert.True(connection.IsOpen);
        for (int i = 0; i < 25; i++)
        {
            await world.PassAsync(TimeSpan.FromSeconds(1));
            await world.SayAsync("busy");
        }

        Assert.False(connection.IsOpen);
    }
}
