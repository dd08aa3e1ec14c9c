using System.Collections.Concurrent;
using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>Waiting in handlers, and for events of all shards.</summary>
public sealed class ManagerWaitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static MatrixTheoryData<string, bool> Orders => new(["PerChannel", "PerGuild", "PerShard", "By"], [true, false]);

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_handler_that_waits_for_a_click_gets_it(string order, bool onManager)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        world.Options = world.Options with
        {
            EventOrder = order switch
            {
                "PerGuild" => EventOrder.PerGuild,
                "PerShard" => EventOrder.PerShard,
                "By" => EventOrder.By(each => each.GuildId?.Value),
                _ => EventOrder.PerChannel,
            },
        };
        var waiting = new TaskCompletionSource();
        var clicked = new TaskCompletionSource<InteractionCreateEvent>();
        await world.StartAndConnectAsync(async (shard, gatewayEvent, cancellationToken) =>
        {
            if (ManagerWorld.IsMessage(gatewayEvent, "ask"))
            {
                Task<InteractionCreateEvent> wait = onManager
                    ? world.Manager.WaitForAsync<InteractionCreateEvent>(IsClick, Minute, cancellationToken)
                    : shard.WaitForAsync<InteractionCreateEvent>(IsClick, Minute, cancellationToken);
                waiting.SetResult();
                clicked.SetResult(await wait);
            }
        });
        await world.SayAsync(3, "ask");
        await waiting.Task;
        await ClickAsync(world, 3, "other");
        await ClickAsync(world, 3, "confirm");

        Assert.Equal(world.Guilds[3].Id, (await clicked.Task.WaitAsync(ManagerWorld.Cancellation)).GuildId);
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
    }

    [Fact]
    public async Task A_wait_of_the_manager_sees_every_shard_also_before_they_start()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 1);
        world.Start();

        // While the clock stands still, the first may connect, and no other.
        Task<GatewayEvent> last = world.Manager.WaitForAsync<GatewayEvent>(each => each is MessageCreateEvent && each.ShardId.Index == 2, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        ValueTask<List<string>> readies = world.Manager.CollectAsync<ReadyEvent>(each => each.ShardId.Index > 0, count: 2, cancellationToken: ManagerWorld.Cancellation)
            .Select(each => $"{each.ShardId.Index}").ToListAsync(ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Manager.WaitForConnectedAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully, TimeSpan.FromMinutes(10));
        Assert.Equal(["1", "2"], (await readies).Order());
        await world.SayAsync(1, "elsewhere");
        await world.SayAsync(2, "here");

        Assert.Equal(2, (await last).ShardId.Index);
    }

    [Fact]
    public async Task Events_that_handlers_are_not_called_for_are_seen()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.AllExcept(GatewayEventType.MessageCreate) } };
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, Minute, ManagerWorld.Cancellation);
        await world.SayAsync(1, "unhandled");

        Assert.Equal("unhandled", (await wait).Message.Content);
        Assert.Empty(world.Handled);
    }

    [Fact]
    public async Task A_predicate_that_blocks_does_not_delay_other_shards()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        using var mayGoOn = new ManualResetEventSlim();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<MessageCreateEvent> blocked = world.Manager.WaitForAsync<MessageCreateEvent>(
            _ =>
            {
                began.TrySetResult();
                ThreadPoolRest.Hold(mayGoOn, ManagerWorld.Cancellation);
                return true;
            },
            TimeSpan.FromHours(1),
            ManagerWorld.Cancellation);
        await world.SayAsync(0, "1");
        await began.Task;
        Task<MessageCreateEvent> other = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        await world.SayAsync(1, "2");

        Assert.Equal("2", (await other).Message.Content);
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 2);
        mayGoOn.Set();
        Assert.Equal("1", (await blocked).Message.Content);
    }

    [Fact]
    public async Task A_collector_sees_each_event_of_a_resharding_once()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager, collected);
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        int sent = 0;
        void Say()
        {
            for (int guild = 0; guild < 6; guild++)
            {
                _ = world.SayAsync(guild, $"{sent++}");
            }
        }

        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2), Say);
        await resharding;
        Say();

        await world.AdvanceUntilAsync(() => collected.Count >= sent, TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, sent), collected.Select(int.Parse).Order());
        Assert.False(collecting.IsCompleted);
    }

    [Fact]
    public async Task Sets_that_are_told_at_different_times_neither_lose_nor_double_for_a_collector()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        world.Gateway.Connections[0].Delay = TimeSpan.FromSeconds(2);
        var collected = new ConcurrentQueue<string>();
        _ = CollectAsync(world.Manager, collected);
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 5, TimeSpan.FromSeconds(5));
        world.Gateway.Connections[3].Delay = TimeSpan.FromSeconds(1.5);
        int sent = 0;
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2), () => _ = world.SayAsync(sent % 24, $"{sent++}"));
        await resharding;

        await world.AdvanceUntilAsync(() => collected.Count >= sent, TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, sent), collected.Select(int.Parse).Order());
    }

    [Fact]
    public async Task A_new_shard_that_loses_its_session_before_it_counts_ends_no_wait()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var progress = new ReshardReports();
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager, collected);
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        int sent = 0;
        await world.AdvanceUntilAsync(
            () => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1), () => _ = world.SayAsync(sent % 2, $"{sent++}"));
        world.Gateway.Connections.Last(connection => connection.ShardId?.Total == 2).InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2), () => _ = world.SayAsync(sent % 2, $"{sent++}"));
        await resharding;

        await world.AdvanceUntilAsync(() => collected.Count >= sent, TimeSpan.FromSeconds(10));
        Assert.Equal(Enumerable.Range(0, sent), collected.Select(int.Parse).Order());
        Assert.False(collecting.IsCompleted);
    }

    [Fact]
    public async Task A_handler_that_waits_while_the_shards_are_exchanged_gets_its_event_from_the_new_ones()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(each => each.Message.Content == "after", TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(2));
        await resharding;
        Assert.False(wait.IsCompleted);
        await world.SayAsync(2, "after");

        Assert.Equal(3, (await wait).ShardId.Total);
    }

    [Fact]
    public async Task A_resharding_that_comes_to_nothing_ends_no_wait_and_doubles_nothing()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager, collected);
        using var cancellation = new CancellationTokenSource();
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: cancellation.Token);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 5, TimeSpan.FromSeconds(10));
        world.Gateway.Connections[4].InvalidateSession(resumable: false);
        await world.SayAsync(1, "1");
        await ManagerWorld.UntilAsync(() => !collected.IsEmpty);
        await cancellation.CancelAsync();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(20));
        await world.SayAsync(2, "2");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resharding);
        await ManagerWorld.UntilAsync(() => collected.Count >= 2);
        Assert.Equal(["1", "2"], collected);
        Assert.False(collecting.IsCompleted);
    }

    [Fact]
    public async Task A_restart_that_keeps_the_session_ends_no_wait_and_doubles_nothing()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard, ShutdownTimeout = TimeSpan.FromSeconds(1) };
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => ManagerWorld.IsMessage(gatewayEvent, "slow") ? mayComplete.Task : Task.CompletedTask);
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager, collected);
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "buffered");
        await ManagerWorld.UntilAsync(() => collected.Count == 2);
        Task restarting = world.Manager.RestartShardAsync(0);
        await world.AdvanceUntilAsync(() => restarting.IsCompleted, Minute);
        await restarting;
        mayComplete.SetResult();
        await world.AdvanceUntilAsync(() => world.Connected == 1, Minute);
        await world.SayAsync(0, "after");

        await world.AdvanceUntilAsync(() => world.Handled.Contains("after"), Minute);
        await ManagerWorld.UntilAsync(() => collected.Contains("after"));
        Assert.Equal(["slow", "buffered", "after"], collected);
        Assert.False(collecting.IsCompleted);
    }

    [Fact]
    public async Task A_shard_that_is_removed_and_added_again_doubles_nothing()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        var collected = new ConcurrentQueue<string>();
        Task collecting = CollectAsync(world.Manager, collected);
        await world.SayAsync(1, "1");
        await world.AdvanceUntilAsync(() => !world.Handled.IsEmpty, Minute);
        await world.Manager.RemoveShardAsync(1);
        await world.SayAsync(1, "2");
        await world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => collected.Count >= 2, Minute);
        await world.SayAsync(1, "3");

        await ManagerWorld.UntilAsync(() => collected.Count >= 3);
        Assert.Equal(["1", "2", "3"], collected);
        Assert.False(collecting.IsCompleted);
    }

    [Fact]
    public async Task A_shard_added_with_a_session_of_another_process_shows_all_its_events()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        var collected = new ConcurrentQueue<string>();
        _ = CollectAsync(world.Manager, collected);
        for (int i = 0; i < 30; i++)
        {
            await world.SayAsync(1, $"{i}");
        }

        await world.AdvanceUntilAsync(() => world.Handled.Count == 30, Minute);
        await world.Manager.RemoveShardAsync(1);
        await using (var elsewhere = new Shard(world.Options.ShardOptions with { ShardId = new ShardId(1, 2) }))
        {
            Task connecting = elsewhere.ConnectAsync(ManagerWorld.Cancellation);
            await world.AdvanceUntilAsync(() => connecting.IsCompleted, Minute);
            while (elsewhere.BufferedEvents > 0)
            {
                await elsewhere.ReceiveAsync(ManagerWorld.Cancellation);
            }

            await world.Store.SaveAsync((await elsewhere.ShutdownAsync(keepSession: true, ManagerWorld.Cancellation))!, ManagerWorld.Cancellation);
        }

        await world.SayAsync(1, "meanwhile");
        await world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);

        await world.AdvanceUntilAsync(() => collected.Contains("meanwhile"), Minute);
        Assert.Equal(1, world.Resumes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_buffer_takes_sixteen_more_for_a_wait_of_the_manager(bool collects)
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard, ShardOptions = world.Options.ShardOptions with { MaxBufferedEvents = 4 } };
        var mayGoOn = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent ? mayGoOn.Task : Task.CompletedTask);
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        for (int i = 0; i < 7; i++)
        {
            await world.SayAsync(0, $"{i}");
        }

        await ManagerWorld.UntilAsync(() => world.Manager.Shards[0].IsReceivePaused);
        ThreadPoolRest.Await();
        Task<MessageCreateEvent> waiting = collects
            ? world.Manager.CollectAsync<MessageCreateEvent>(IsClicked, cancellationToken: ManagerWorld.Cancellation).FirstAsync(ManagerWorld.Cancellation).AsTask()
            : world.Manager.WaitForAsync<MessageCreateEvent>(IsClicked, Minute, ManagerWorld.Cancellation);
        await world.SayAsync(0, "click");

        await ManagerWorld.UntilAsync(() => waiting.IsCompleted);
        Assert.Equal("click", (await waiting).Message.Content);
        mayGoOn.SetResult();

        static bool IsClicked(MessageCreateEvent each) => each.Message.Content == "click";
    }

    [Fact]
    public async Task A_restart_that_ends_the_session_ends_the_waits()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        await world.Manager.RestartShardAsync(1, keepSession: false);

        Assert.Equal(1, (await Assert.ThrowsAsync<SessionLostException>(() => wait)).ShardId.Index);
    }

    [Fact]
    public async Task A_shard_that_loses_its_session_ends_the_waits()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2);
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        world.Gateway.Connections.First(connection => connection.ShardId?.Index == 1).InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => wait.IsCompleted, Minute);

        Assert.Equal(1, (await Assert.ThrowsAsync<SessionLostException>(() => wait)).ShardId.Index);
    }

    [Fact]
    public async Task A_shard_that_Discord_ends_ends_the_waits_with_the_reason()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 2, expectsViolations: true);
        world.Options = world.Options with { ShardFailureBehavior = ShardFailureBehavior.KeepOthers };
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        world.Gateway.Connections.First(connection => connection.ShardId?.Index == 1).Close(4004);
        await world.AdvanceUntilAsync(() => wait.IsCompleted, Minute);

        await Assert.ThrowsAsync<AuthenticationFailedException>(() => wait);
        Task<MessageCreateEvent> next = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        await world.SayAsync(0, "the other goes on");
        Assert.Equal("the other goes on", (await next).Message.Content);
    }

    [Fact]
    public async Task The_end_of_the_manager_ends_the_waits_and_handlers_that_wait_do_not_hold_it_up()
    {
        await using var world = new ManagerWorld(shards: 1);
        Exception? ofManager = null;
        Exception? ofShard = null;
        var waiting = new TaskCompletionSource();
        await world.StartAndConnectAsync(async (shard, gatewayEvent, _) =>
        {
            if (ManagerWorld.IsMessage(gatewayEvent, "ask"))
            {
                Task<TypingStartEvent> first = world.Manager.WaitForAsync<TypingStartEvent>(TimeSpan.FromHours(1), CancellationToken.None);
                Task<TypingStartEvent> second = shard.WaitForAsync<TypingStartEvent>(TimeSpan.FromHours(1), CancellationToken.None);
                waiting.SetResult();
                ofManager = await Record.ExceptionAsync(() => first);
                ofShard = await Record.ExceptionAsync(() => second);
            }
        });
        await world.SayAsync(0, "ask");
        await waiting.Task;
        world.RequestStop();
        await ManagerWorld.UntilAsync(() => world.Running.IsCompleted);

        Assert.IsType<ShardShutdownException>(ofManager);
        Assert.IsType<ShardShutdownException>(ofShard);
        Task<ReadyEvent> late = world.Manager.WaitForAsync<ReadyEvent>(Minute, ManagerWorld.Cancellation);
        await Assert.ThrowsAsync<ShardShutdownException>(() => late);
    }

    [Fact]
    public async Task A_manager_that_was_never_started_ends_its_waits()
    {
        await using var world = new ManagerWorld(shards: 1);
        var manager = new ShardManager(world.Options);
        Task<ReadyEvent> wait = manager.WaitForAsync<ReadyEvent>(Timeout.InfiniteTimeSpan, ManagerWorld.Cancellation);
        await manager.DisposeAsync();

        await Assert.ThrowsAsync<ShardShutdownException>(() => wait);
    }

    [Fact]
    public async Task A_wait_of_the_manager_whose_time_is_over_says_for_what_it_waited()
    {
        await using var world = new ManagerWorld(shards: 1);
        await world.StartAndConnectAsync();
        Task<MessageCreateEvent> wait = world.Manager.WaitForAsync<MessageCreateEvent>(_ => true, TimeSpan.FromSeconds(5), ManagerWorld.Cancellation);
        IAsyncEnumerable<MessageCreateEvent> stream = world.Manager.CollectAsync<MessageCreateEvent>(timeout: TimeSpan.FromSeconds(5), cancellationToken: ManagerWorld.Cancellation);
        await world.PassAsync(TimeSpan.FromSeconds(6));

        Assert.Contains("MessageCreateEvent", (await Assert.ThrowsAsync<RequestTimeoutException>(() => wait)).Message, StringComparison.Ordinal);
        Assert.Empty(await stream.ToListAsync(ManagerWorld.Cancellation));
    }

    [Fact]
    public async Task A_wait_of_the_manager_that_the_intents_make_vain_is_refused()
    {
        await using var world = new ManagerWorld(shards: 1);
        await using var manager = new ShardManager(world.Options with { ShardOptions = world.Options.ShardOptions with { Intents = GatewayIntents.Guilds } });

        Assert.Contains(
            "GuildMembers",
            Assert.Throws<InvalidOperationException>(() => { _ = manager.WaitForAsync<GuildMemberAddEvent>(Minute, ManagerWorld.Cancellation); }).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => manager.CollectAsync<GuildMemberAddEvent>(cancellationToken: ManagerWorld.Cancellation));
    }

    private static bool IsClick(InteractionCreateEvent each) => each.Interaction.Data is MessageComponentData { CustomId: "confirm" };

    private static async Task CollectAsync(ShardManager manager, ConcurrentQueue<string> into)
    {
        await foreach (MessageCreateEvent created in manager.CollectAsync<MessageCreateEvent>(cancellationToken: ManagerWorld.Cancellation))
        {
            into.Enqueue(created.Message.Content);
        }
    }

    private static Task<int> ClickAsync(ManagerWorld world, int guild, string customId) => world.Gateway.DispatchAsync(GatewayEvent.Decode("INTERACTION_CREATE", Encoding.UTF8.GetBytes(
        $$$"""{"id":"1","application_id":"2","type":3,"token":"x","version":1,"channel_id":"7","guild_id":"{{{world.Guilds[guild].Id}}}","data":{"component_type":2,"custom_id":"{{{customId}}}"},"member":{"user":{"id":"30"},"roles":[]}}""")));
}
