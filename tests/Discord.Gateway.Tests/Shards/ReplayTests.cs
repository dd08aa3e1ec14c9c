namespace Discord.Gateway.Tests.Shards;

/// <summary>A session whose replay begins before what was handled: for a copy of the bot's view, which was saved earlier than the session.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Discord_replays_from_the_copy_on_and_what_was_handled_before_is_marked()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one", "two", "three");
        await world.SayAsync("four");
        world.Restart(options => options with { Session = session with { ReplayAfter = session.Sequence - 2 } });

        List<string> received = [];
        while (await world.Shard.ReceiveRawAsync(World.Cancellation) is { Type: not GatewayEventType.Resumed } raw)
        {
            received.Add($"{((MessageCreateEvent)raw.Decode()).Message.Content}{(raw.IsReplayed ? " again" : "")}");
        }

        Assert.Equal(["two again", "three again", "four"], received);
        Assert.Equal(999, world.Gateway.SessionStartsRemaining);
    }

    [Fact]
    public async Task The_session_never_falls_behind_what_was_handled_before()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one", "two", "three");
        await world.SayAsync("four");
        world.Restart(options => options with { Session = session with { ReplayAfter = session.Sequence - 3 } });

        List<long> handled = [world.Shard.HandledSession!.Sequence];
        while (await world.Shard.ReceiveRawAsync(World.Cancellation) is { } raw)
        {
            handled.Add(world.Shard.HandledSession!.Sequence);
            if (raw.Type == GatewayEventType.Resumed)
            {
                break;
            }
        }

        long before = session.Sequence;
        Assert.Equal([before, before, before, before, before, before + 1], handled);
        Assert.Null(world.Shard.HandledSession!.ReplayAfter);
    }

    [Fact]
    public async Task A_shard_that_is_stopped_in_the_replay_keeps_what_was_handled_before()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one", "two", "three");
        world.Restart(options => options with { Session = session with { ReplayAfter = session.Sequence - 3 } });
        await world.Shard.ReceiveRawAsync(World.Cancellation);

        ShardSession? kept = await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation);

        Assert.Equal(session.Sequence, kept!.Sequence);
    }

    [Fact]
    public async Task A_wait_does_not_receive_what_was_handled_before()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one", "two");
        await world.SayAsync("three");
        world.Restart(options => options with { Session = session with { ReplayAfter = session.Sequence - 2 } });

        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromSeconds(30), World.Cancellation);
        while (await world.ReceiveAsync() is not ResumedEvent)
        {
        }

        Assert.Equal("three", (await wait).Message.Content);
    }

    [Fact]
    public async Task A_copy_that_is_newer_than_the_session_changes_nothing()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one");
        await world.SayAsync("two");
        world.Restart(options => options with { Session = session with { ReplayAfter = session.Sequence + 1 } });

        RawGatewayEvent? raw = await world.Shard.ReceiveRawAsync(World.Cancellation);

        Assert.Equal(("two", false), (((MessageCreateEvent)raw!.Value.Decode()).Message.Content, raw.Value.IsReplayed));
    }

    [Fact]
    public async Task A_new_session_has_nothing_that_was_handled_before()
    {
        await using var world = new World();
        ShardSession session = await SayAndStopAsync(world, "one", "two");
        world.Gateway.ExpireSessions();
        world.Restart(options => options with { Session = session with { ReplayAfter = 1 } });
        Task<RawGatewayEvent?> first = world.Shard.ReceiveRawAsync(World.Cancellation).AsTask();
        await world.AdvanceUntilCompletedAsync(first);

        RawGatewayEvent raw = (await first)!.Value;

        Assert.Equal((GatewayEventType.Ready, false), (raw.Type, raw.IsReplayed));
    }

    /// <summary>The session of a shard that has handled these messages.</summary>
    private static async Task<ShardSession> SayAndStopAsync(World world, params string[] messages)
    {
        await world.ConnectAndDrainAsync();
        foreach (string message in messages)
        {
            await world.SayAsync(message);
            await world.ReceiveAsync<MessageCreateEvent>();
        }

        return (await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation))!;
    }
}
