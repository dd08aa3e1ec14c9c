using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Slow handlers: how they blocked other gateways, and that here they only hold up themselves.</summary>
public sealed class BackPressureTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(41_250);

    // Discord.Net#1454, DSharpPlus#1559: a handler blocked the gateway task, and the heartbeat was missed.
    [Fact]
    public async Task A_consumer_that_takes_nothing_for_ten_intervals_costs_no_heartbeat_and_no_reconnect()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 3 });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 50; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.UntilBufferedAsync(3);
        await world.PassAsync(Interval * 10);

        Assert.True(connection.IsOpen);
        Assert.Single(world.Gateway.Connections);
        Assert.InRange(connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat), 9, 11);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }
    }

    // Remora#206: a queue without bound or sight. Here it is bounded, and its depth is visible.
    [Fact]
    public async Task The_buffer_is_bounded_by_count_and_then_the_shard_stops_reading()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 10 });
        await world.ConnectAndDrainAsync();

        for (int i = 0; i < 100; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.UntilBufferedAsync(10);
        Assert.Equal(10, world.Shard.BufferedEvents);
    }

    [Fact]
    public async Task The_buffer_is_bounded_by_bytes_too()
    {
        await using var world = new World(options: options => options with { MaxBufferedBytes = 10_000 });
        await world.ConnectAndDrainAsync();

        for (int i = 0; i < 100; i++)
        {
            await world.SayAsync(new string('x', 1000));
        }

        await world.UntilBufferedAsync(5);
        Assert.InRange(world.Shard.BufferedEvents, 5, 10);
        for (int i = 0; i < 100; i++)
        {
            await world.ReceiveAsync<MessageCreateEvent>();
        }
    }

    [Fact]
    public async Task A_link_that_dies_while_the_consumer_is_behind_is_noticed_once_it_catches_up()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 2 });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 10; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.UntilBufferedAsync(2);
        await world.PassAsync(Interval);
        connection.GoHalfOpen();
        await world.PassAsync(Interval * 3);
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);

        for (int i = 0; i < 10; i++)
        {
            await world.ReceiveAsync<MessageCreateEvent>();
        }

        Assert.Equal(0, world.Shard.BufferedEvents);
        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
    }

    [Fact]
    public async Task A_consumer_that_takes_nothing_during_a_resume_costs_neither_connection_nor_session()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 3 });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.SayAsync("0");
        await world.SayAsync("1");
        first.Cut();
        for (int i = 2; i < 20; i++)
        {
            await world.SayAsync($"{i}");
        }

        await (await world.NextConnectionAsync()).ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.PassAsync(TimeSpan.FromMinutes(20));

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }

        await world.ReceiveAsync<ResumedEvent>();
        Assert.Equal(2, world.Gateway.Connections.Count);
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);
    }

    [Fact]
    public async Task A_full_buffer_does_not_keep_a_new_connection_from_its_hello()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 2 });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.SayAsync("0");
        first.Cut();
        await world.SayAsync("1");
        await world.SayAsync("2");
        SimulatedConnection second = await world.NextConnectionAsync();

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        second.Cut();
        await world.PassAsync(TimeSpan.FromMinutes(20));

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal($"{i}", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }

        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task A_reconnect_while_the_consumer_is_behind_loses_and_doubles_nothing()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 3 });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 20; i++)
        {
            await world.SayAsync($"{i}");
        }

        connection.Cut();
        var contents = new List<string>();
        while (contents.Count < 20)
        {
            Task<GatewayEvent?> receive = world.ReceiveAsync();
            await world.AdvanceUntilCompletedAsync(receive);
            if (await receive is MessageCreateEvent created)
            {
                contents.Add(created.Message.Content);
            }
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), contents);
    }

    // A ready source completed on the receive loop, under a lock: its waiters ran there.
    [Fact]
    public async Task What_runs_after_a_connect_a_send_or_a_receive_may_block_without_harm()
    {
        using var release = new ManualResetEventSlim();
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.Cut();
        Task[] blocking =
        [
            BlockAfterAsync(world.Shard.ConnectAsync(World.Cancellation)),
            BlockAfterAsync(world.Shard.SendAsync(new RequestChannelInfo(1), cancellationToken: World.Cancellation)),
            BlockAfterAsync(world.ReceiveAsync()),
        ];

        SimulatedConnection second = await world.NextConnectionAsync();
        await world.PassAsync(TimeSpan.FromMilliseconds(41_250) * 3);

        Assert.True(second.IsOpen);
        Assert.InRange(second.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat), 2, 4);
        release.Set();
        await Task.WhenAll(blocking);

        async Task BlockAfterAsync(Task action)
        {
            // What completes the action runs what follows, if it is careless: then the pump would stand still here.
            await action.ConfigureAwait(false);
            ThreadPoolRest.Hold(release, TimeSpan.FromSeconds(20));
        }
    }
}
