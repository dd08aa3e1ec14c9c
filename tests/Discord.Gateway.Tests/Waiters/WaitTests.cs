using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>Waiting for one event of a shard.</summary>
public sealed class WaitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_event_that_satisfies_the_predicate_ends_the_wait()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == "yes", Minute, World.Cancellation);
        await world.SayAsync("no");
        await world.SayAsync("yes");
        await world.SayAsync("yes");

        MessageCreateEvent found = await wait;
        Assert.Equal("yes", found.Message.Content);
        Assert.Equal(world.Shard.ShardId, found.ShardId);
        Assert.Equal(found, await ReceiveFromAsync(world, found.Sequence));
    }

    [Fact]
    public async Task Handlers_receive_the_event_too()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(Minute, World.Cancellation);
        await world.SayAsync("both");

        Assert.Equal("both", (await wait).Message.Content);
        Assert.Equal("both", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
    }

    [Fact]
    public async Task An_event_that_the_filter_leaves_out_is_seen_by_the_wait_and_by_no_receiver()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) });
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(Minute, World.Cancellation);
        await world.SayAsync("filtered");

        Assert.Equal("filtered", (await wait).Message.Content);
        Assert.Equal(0, world.Shard.BufferedEvents);
    }

    [Fact]
    public async Task Events_that_were_in_the_buffer_before_are_not_seen()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.SayAsync("before");
        await world.UntilBufferedAsync(1);
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(Minute, World.Cancellation);
        await world.SayAsync("after");

        Assert.Equal("after", (await wait).Message.Content);
    }

    [Fact]
    public async Task A_full_buffer_takes_sixteen_more_for_whoever_waits()
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 4 });
        await world.ConnectAndDrainAsync();
        for (int i = 0; i < 6; i++)
        {
            await world.SayAsync($"{i}");
        }

        await world.AdvanceUntilAsync(() => world.Shard.IsReceivePaused, TimeSpan.FromSeconds(1));
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == "click", Minute, World.Cancellation);
        await world.SayAsync("click");

        Assert.Equal("click", (await wait).Message.Content);
    }

    [Fact]
    public async Task A_predicate_that_throws_ends_its_own_wait_alone()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> throwing = world.Shard.WaitForAsync<MessageCreateEvent>(_ => throw new TimeoutException("mine"), Minute, World.Cancellation);
        Task<MessageCreateEvent> other = world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == "second", Minute, World.Cancellation);
        await world.SayAsync("first");
        await world.SayAsync("second");

        Assert.Equal("mine", (await Assert.ThrowsAsync<TimeoutException>(() => throwing)).Message);
        Assert.Equal("second", (await other).Message.Content);
    }

    [Fact]
    public async Task A_predicate_that_blocks_delays_neither_events_nor_other_waits_nor_heartbeats()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        using var mayGoOn = new ManualResetEventSlim();
        Task<MessageCreateEvent> blocked = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                ThreadPoolRest.Hold(mayGoOn, World.Cancellation);
                return true;
            },
            TimeSpan.FromHours(1),
            World.Cancellation);
        Task<MessageCreateEvent> other = world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == "2", Minute, World.Cancellation);
        await world.SayAsync("1");
        await world.SayAsync("2");

        Assert.Equal("2", (await other).Message.Content);
        Assert.Equal("1", (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        int beats = connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.True(connection.IsOpen);
        Assert.True(connection.Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat) - beats >= 7);
        Assert.False(blocked.IsCompleted);
        mayGoOn.Set();
        Assert.Equal("1", (await blocked).Message.Content);
    }

    [Fact]
    public async Task A_predicate_that_hangs_ends_its_wait_when_too_many_events_wait_for_it()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) });
        await world.ConnectAndDrainAsync();
        using var mayGoOn = new ManualResetEventSlim();
        Task<MessageCreateEvent> hung = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                ThreadPoolRest.Hold(mayGoOn, World.Cancellation);
                return false;
            },
            TimeSpan.FromHours(1),
            World.Cancellation);
        int seen = 0;
        Task<MessageCreateEvent> counting = world.Shard.WaitForAsync<MessageCreateEvent>(_ => ++seen == 1_100, TimeSpan.FromHours(1), World.Cancellation);
        for (int i = 0; i < 1_100; i++)
        {
            await world.SayAsync($"{i}");
        }

        await counting;
        EventsMissedException error = await Assert.ThrowsAsync<EventsMissedException>(() => hung);
        Assert.Contains("predicate", error.Message, StringComparison.Ordinal);
        mayGoOn.Set();
    }

    [Fact]
    public async Task A_predicate_that_hangs_does_not_keep_its_wait_from_its_timeout()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var mayGoOn = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<MessageCreateEvent> hung = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                began.SetResult();
                ThreadPoolRest.Hold(mayGoOn, World.Cancellation);
                return false;
            },
            TimeSpan.FromSeconds(10),
            World.Cancellation);
        await world.SayAsync("1");
        await began.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<RequestTimeoutException>(() => hung);
        mayGoOn.Set();
    }

    [Fact]
    public async Task A_predicate_that_hangs_does_not_keep_its_wait_from_the_shutdown()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var mayGoOn = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<MessageCreateEvent> hung = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                began.SetResult();
                ThreadPoolRest.Hold(mayGoOn, World.Cancellation);
                return false;
            },
            Timeout.InfiniteTimeSpan,
            World.Cancellation);
        await world.SayAsync("1");
        await began.Task;
        await world.AdvanceUntilCompletedAsync(world.Shard.ShutdownAsync(cancellationToken: World.Cancellation));

        await world.AdvanceUntilAsync(() => hung.IsCompleted, TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<ShardShutdownException>(() => hung);
        mayGoOn.Set();
    }

    [Fact]
    public async Task A_predicate_may_ask_the_shard_and_wait_for_other_events()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent>? inner = null;
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                inner = world.Shard.WaitForAsync<MessageCreateEvent>(Minute, World.Cancellation);
                return world.Shard.Stage == ConnectionStage.Connected;
            },
            Minute,
            World.Cancellation);
        await world.SayAsync("1");
        await wait;
        await world.SayAsync("2");

        Assert.Equal("2", (await inner!).Message.Content);
    }

    [Fact]
    public async Task A_wait_whose_time_is_over_says_for_what_it_waited()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromSeconds(5), World.Cancellation);
        world.Clock.Advance(TimeSpan.FromSeconds(5));

        RequestTimeoutException error = await Assert.ThrowsAsync<RequestTimeoutException>(() => wait);
        Assert.Contains("MessageCreateEvent", error.Message, StringComparison.Ordinal);
        Assert.Contains(world.Shard.ShardId.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), error.Timeout);
        await world.SayAsync("late");
        Assert.IsType<MessageCreateEvent>(await world.ReceiveAsync());
    }

    [Fact]
    public async Task An_event_that_came_in_time_is_found_however_late_it_is_looked_at()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        for (int i = 0; i < 200; i++)
        {
            Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromMilliseconds(1), World.Cancellation);
            await world.SayAsync("in time");
            await world.UntilBufferedAsync(1);
            world.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await wait;
            await world.DrainAsync();
        }
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var cancellation = new CancellationTokenSource();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, cancellation.Token);
        await cancellation.CancelAsync();

        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait)).CancellationToken);
        Assert.True(wait.IsCanceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, cancellation.Token));
    }

    [Fact]
    public async Task A_resume_keeps_the_wait()
    {
        await using var world = new World();
        (await world.ConnectAndDrainAsync()).Cut();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        await world.SayAsync("missed by the wire");
        await world.NextConnectionAsync();

        Assert.Equal("missed by the wire", (await wait).Message.Content);
    }

    [Fact]
    public async Task A_lost_session_ends_the_wait()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), World.Cancellation);
        connection.InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => wait.IsCompleted, Minute);

        await Assert.ThrowsAsync<SessionLostException>(() => wait);
    }

    [Fact]
    public async Task The_shutdown_ends_the_wait_and_those_that_are_asked_for_later()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        await world.AdvanceUntilCompletedAsync(world.Shard.ShutdownAsync(keepSession: true, World.Cancellation));

        await Assert.ThrowsAsync<ShardShutdownException>(() => wait);
        Task<MessageCreateEvent> later = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => later);
    }

    [Fact]
    public async Task A_shard_that_Discord_ends_ends_the_wait_with_the_reason()
    {
        await using var world = new World(expectsViolations: true);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        connection.Close(4004);

        await Assert.ThrowsAsync<AuthenticationFailedException>(() => wait);
        Task<MessageCreateEvent> later = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => later);
    }

    [Fact]
    public async Task A_wait_that_the_intents_make_vain_is_refused_by_their_names()
    {
        await using var world = new World(options: options => options with { Intents = GatewayIntents.Guilds });

        Action wait = () => _ = world.Shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        string message = Assert.Throws<InvalidOperationException>(wait).Message;
        Assert.Contains("GuildMessages", message, StringComparison.Ordinal);
        Assert.Contains("DirectMessages", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => world.Shard.CollectAsync<GuildMemberAddEvent>(cancellationToken: World.Cancellation));
        _ = world.Shard.WaitForAsync<InteractionCreateEvent>(_ => true, Minute, World.Cancellation);
        _ = world.Shard.WaitForAsync<GatewayEvent>(_ => true, Minute, World.Cancellation);
    }

    [Fact]
    public async Task Arguments_are_checked_by_the_call()
    {
        await using var world = new World();
        Shard shard = world.Shard;
        Assert.Throws<ArgumentNullException>("predicate", () => { _ = shard.WaitForAsync<ReadyEvent>(null!, Minute, World.Cancellation); });
        foreach (TimeSpan timeout in (TimeSpan[])[TimeSpan.Zero, -Minute, TimeSpan.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>("timeout", () => { _ = shard.WaitForAsync<ReadyEvent>(_ => true, timeout, World.Cancellation); });
            Assert.Throws<ArgumentOutOfRangeException>("timeout", () => { _ = shard.CollectAsync<ReadyEvent>(timeout: timeout, cancellationToken: World.Cancellation); });
        }

        Assert.Throws<ArgumentOutOfRangeException>("count", () => { _ = shard.CollectAsync<ReadyEvent>(count: 0, cancellationToken: World.Cancellation); });
    }

    [Fact]
    public async Task What_could_not_be_read_may_be_waited_for()
    {
        await using var world = new World(expectsViolations: true);
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task<UndecodableEvent> broken = world.Shard.WaitForAsync<UndecodableEvent>(each => each.Name == "MESSAGE_CREATE", Minute, World.Cancellation);
        Task<UndecodableEvent> opcode = world.Shard.WaitForAsync<UndecodableEvent>(each => each.Reason.Contains("99", StringComparison.Ordinal), Minute, World.Cancellation);
        Task<UnknownEvent> unknown = world.Shard.WaitForAsync<UnknownEvent>(Minute, World.Cancellation);
        Task<GatewayEvent> any = world.Shard.WaitForAsync<GatewayEvent>(each => each is UnknownEvent, Minute, World.Cancellation);
        Task<MessageCreateEvent> message = world.Shard.WaitForAsync<MessageCreateEvent>(Minute, World.Cancellation);
        long sequence = world.Shard.ReceivedSession!.Sequence;
        connection.SendDispatch("MESSAGE_CREATE", "[]", sequence + 1);
        connection.SendRaw("""{"op":99}""");
        connection.SendDispatch("NEW_TO_ALL", "{}", sequence + 2);

        Assert.Equal("MESSAGE_CREATE", (await broken).Name);
        Assert.Equal("", (await opcode).Name);
        Assert.Equal("NEW_TO_ALL", (await unknown).Name);
        Assert.Equal("NEW_TO_ALL", (await any).Name);
        Assert.False(message.IsCompleted);
    }

    [Fact]
    public async Task Ten_thousand_waits_each_find_their_event()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<MessageCreateEvent>[] waits = [.. Enumerable.Range(0, 10_000).Select(number =>
            world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == $"{number % 10}", Minute, World.Cancellation))];
        for (int i = 0; i < 10; i++)
        {
            await world.SayAsync($"{i}");
        }

        MessageCreateEvent[] found = await Task.WhenAll(waits);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(number => $"{number % 10}"), found.Select(each => each.Message.Content));
    }

    [Fact]
    public async Task Predicates_run_beside_the_pump()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        string trace = "";
        Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                trace = Environment.StackTrace;
                return true;
            },
            Minute,
            World.Cancellation);
        await world.SayAsync("1");
        await wait;

        Assert.Contains("ThreadPool", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Transport", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("ShardDriver", trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_of_many_threads_each_find_the_event_that_follows_them()
    {
        await using var world = new World(options: options => options with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) });
        await world.ConnectAndDrainAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            async () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    string content = $"{thread} {i}";
                    using var cancellation = new CancellationTokenSource();
                    Task<MessageCreateEvent> vain = world.Shard.WaitForAsync<MessageCreateEvent>(_ => false, Minute, cancellation.Token);
                    Task<MessageCreateEvent> wait = world.Shard.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == content, Minute, World.Cancellation);
                    await world.SayAsync(content);
                    Assert.Equal(content, (await wait).Message.Content);
                    await cancellation.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => vain);
                }
            },
            World.Cancellation)));

        Assert.Equal(0, world.Shard.Waits);
    }

    [Fact]
    public async Task A_clock_that_makes_no_timer_fails_the_wait_alone()
    {
        var clock = new NoTimers();
        await using var world = new World();
        await using var shard = new Shard(world.Options with { TimeProvider = clock });
        await shard.ConnectAsync(World.Cancellation);
        clock.Throws = true;
        Task<MessageCreateEvent> wait = shard.WaitForAsync<MessageCreateEvent>(_ => true, Minute, World.Cancellation);
        await Assert.ThrowsAsync<NotSupportedException>(() => wait);
        Task<MessageCreateEvent> endless = shard.WaitForAsync<MessageCreateEvent>(_ => true, Timeout.InfiniteTimeSpan, World.Cancellation);
        await world.SayAsync("still there");
        Assert.Equal("still there", (await endless).Message.Content);
        clock.Throws = false;
    }

    private static async Task<GatewayEvent> ReceiveFromAsync(World world, long? sequence)
    {
        GatewayEvent? received;
        do
        {
            received = await world.ReceiveAsync();
        }
        while (received?.Sequence < sequence);

        return received!;
    }

    private sealed class NoTimers : TimeProvider
    {
        internal bool Throws { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Throws ? throw new NotSupportedException() : base.CreateTimer(callback, state, dueTime, period);

        public override long GetTimestamp() => Throws ? throw new NotSupportedException() : base.GetTimestamp();
    }
}
