using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>From which event on a session is replayed: exactly those not taken, or not handled, at every moment and after every kind of end.</summary>
public sealed class SessionCursorTests
{
    [Fact]
    public async Task After_a_plain_shutdown_events_that_waited_count_as_not_taken()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await SayAsync(world, 3);
        await world.ReceiveAsync();

        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        Assert.Equal((3, 2), Cursors(world));
    }

    [Fact]
    public async Task After_a_shutdown_the_event_in_progress_can_still_be_handled()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await SayAsync(world, 3);
        await world.ReceiveAsync();
        await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation);

        Assert.Null(await world.ReceiveAsync());

        Assert.Equal((3, 3), Cursors(world));
    }

    [Fact]
    public async Task An_event_counts_as_handled_with_the_next_receive()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await SayAsync(world, 3);

        Assert.Equal((2, 1), Cursors(world));
        await world.ReceiveAsync();
        Assert.Equal((3, 2), Cursors(world));
        await world.ReceiveAsync();
        Assert.Equal((4, 3), Cursors(world));
        await world.ReceiveAsync();
        Assert.Equal((5, 4), Cursors(world));
        Assert.False(world.Shard.TryReceive(out _));
        Assert.Equal((5, 5), Cursors(world));
    }

    [Fact]
    public async Task Events_out_of_order_are_replayed_from_the_lowest_that_waits()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.SendDispatch("X", "{}", 4);
        connection.SendDispatch("X", "{}", 5);
        connection.SendDispatch("X", "{}", 3);
        await world.ReceiveAsync();

        Assert.Equal((2, 2), Cursors(world));
        await world.ReceiveAsync();
        Assert.Equal((2, 2), Cursors(world));
        await world.ReceiveAsync();
        Assert.Equal((5, 2), Cursors(world));
    }

    [Fact]
    public async Task A_session_begins_before_an_event_that_is_missing()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.SendDispatch("X", "{}", 3);
        connection.SendDispatch("X", "{}", 5);
        await world.DrainAsync();

        Assert.Equal((3, 3), Cursors(world));
        connection.SendDispatch("X", "{}", 4);
        await world.ReceiveAsync();
        Assert.Equal((5, 3), Cursors(world));
        Assert.False(world.Shard.TryReceive(out _));
        Assert.Equal((5, 5), Cursors(world));
    }

    [Fact]
    public async Task Events_of_the_session_before_do_not_move_the_new_one()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await SayAsync(world, 50);
        first.Close(4009);
        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        await world.ReceiveAsync();

        Assert.Equal((1, 1), Cursors(world));
    }

    [Fact]
    public async Task The_end_by_discord_leaves_no_session()
    {
        await using var world = new World();
        (await world.ConnectAndDrainAsync()).Close(4004);

        Assert.Null(world.Shard.ReceivedSession);
        Assert.Null(world.Shard.HandledSession);
    }

    [Fact]
    public async Task A_session_asked_to_be_kept_after_it_was_ended_is_reported()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        await world.ConnectAndDrainAsync();
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        Assert.Null(await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation));

        await world.AdvanceUntilAsync(() => logs.Lines.Any(line => line.StartsWith("Warning 38", StringComparison.Ordinal)), TimeSpan.Zero);
    }

    private static async Task SayAsync(World world, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await world.SayAsync($"{i}");
        }
    }

    private static (long Received, long Handled) Cursors(World world) =>
        (world.Shard.ReceivedSession!.Sequence, world.Shard.HandledSession!.Sequence);
}
