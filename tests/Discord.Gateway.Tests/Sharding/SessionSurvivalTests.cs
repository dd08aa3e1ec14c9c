using Discord.Gateway.Testing;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Stop, and start again: nothing is lost, nothing comes twice, nothing is identified.</summary>
public sealed class SessionSurvivalTests
{
    [Fact]
    public async Task A_deploy_of_sixty_four_shards_spends_no_identify_and_loses_no_event()
    {
        await using var world = new ManagerWorld(shards: 64, maxConcurrency: 64);
        await world.StartAndConnectAsync();
        for (int guild = 0; guild < 24; guild++)
        {
            await world.SayAsync(guild, $"before {guild}");
        }

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 24);
        await world.StopAsync();
        for (int guild = 0; guild < 24; guild++)
        {
            await world.SayAsync(guild, $"between {guild}");
        }

        await world.StartAndConnectAsync();
        for (int guild = 0; guild < 24; guild++)
        {
            await world.SayAsync(guild, $"after {guild}");
        }

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 72);
        Assert.Equal(64, world.Identifies);
        Assert.Equal(64, world.Resumes);
        Assert.Equal(72, world.Handled.Distinct().Count());
        Assert.Contains(world.Logs.Lines, line => line.Contains("64 sessions were kept", StringComparison.Ordinal));
        Assert.Contains(world.Logs.Lines, line => line.Contains("Starting 64 of 64 shards: 64 have a session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_in_the_buffer_at_a_stop_is_told_to_the_next_and_what_is_in_hand_is_completed()
    {
        await using var world = new ManagerWorld(shards: 1);
        var inHand = new TaskCompletionSource();
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: "0" })
            {
                inHand.SetResult();
                return mayComplete.Task;
            }

            return Task.CompletedTask;
        });
        for (int i = 0; i < 5; i++)
        {
            await world.SayAsync(0, $"{i}");
        }

        await inHand.Task;
        world.RequestStop();
        Assert.Empty(world.Handled);
        mayComplete.SetResult();
        await world.StopAsync();
        Assert.Equal(["0"], world.Handled);

        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 5);
        Assert.Equal(["0", "1", "2", "3", "4"], world.Handled);
    }

    [Fact]
    public async Task A_handler_that_does_not_end_is_cancelled_after_the_timeout_and_its_event_told_again()
    {
        await using var world = new ManagerWorld(shards: 1);
        int tries = 0;
        bool wasCancelled = false;
        Func<Shard, GatewayEvent, CancellationToken, Task> handler = async (_, gatewayEvent, cancellationToken) =>
        {
            if (gatewayEvent is MessageCreateEvent && Interlocked.Increment(ref tries) == 1)
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    wasCancelled = cancellationToken.IsCancellationRequested;
                }
            }
        };
        await world.StartAndConnectAsync(handler);
        await world.SayAsync(0, "again");
        await ManagerWorld.UntilAsync(() => tries == 1);
        DateTimeOffset started = world.Clock.GetUtcNow();
        await world.StopAsync();

        Assert.InRange(world.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
        await ManagerWorld.UntilAsync(() => wasCancelled);
        Assert.Contains(world.Logs.Lines, line => line.Contains("the handler of MESSAGE_CREATE did not complete within 00:00:10", StringComparison.Ordinal));
        await world.StartAndConnectAsync(handler);
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.Equal(2, tries);
        Assert.Equal(1, world.Identifies);
    }

    [Fact]
    public async Task What_is_saved_while_running_covers_what_was_handled_and_no_more()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "in hand" } ? mayComplete.Task : Task.CompletedTask);
        await world.SayAsync(0, "handled");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        long handled = world.Manager.GetStatus()[0].Sequence!.Value;
        await world.SayAsync(0, "in hand");
        await world.SayAsync(0, "waits");
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 1, TimeSpan.FromSeconds(6));
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Single().Sequence == handled, TimeSpan.FromSeconds(6));

        // As after a kill: another process continues what is in the store, while nobody told this one.
        ShardSession saved = world.Store.Sessions.Single();
        Assert.Equal(24, saved.GuildCount);
        Assert.NotNull(saved.StartedAt);
        await using var next = new Shard(world.Options.ShardOptions with { Session = saved });
        var messages = new List<string>();
        while (messages.Count < 2)
        {
            if (await next.ReceiveAsync(ManagerWorld.Cancellation) is MessageCreateEvent created)
            {
                messages.Add(created.Message.Content);
            }
        }

        Assert.Equal(["in hand", "waits"], messages);
        mayComplete.SetResult();
    }

    [Fact]
    public async Task Sessions_that_are_refused_are_identified_anew_and_only_those()
    {
        await using var world = new ManagerWorld(shards: 3);
        await world.StartAndConnectAsync();
        await world.StopAsync();
        ShardSession lost = world.Store.Sessions.Single(session => session.ShardId.Index == 1);
        await world.Store.SaveAsync(lost with { Id = "unknown" }, ManagerWorld.Cancellation);

        await world.StartAndConnectAsync();
        Assert.Equal(4, world.Identifies);
        Assert.Equal(3, world.Resumes);
    }

    [Fact]
    public async Task A_store_that_fails_is_logged_and_tried_again()
    {
        await using var world = new ManagerWorld(shards: 1);
        var store = new FailingStore(world.Store);
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => store.Failures == 2, TimeSpan.FromSeconds(12));
        Assert.Contains(world.Logs.Lines, line => line.Contains("could not be saved", StringComparison.Ordinal) && line.Contains("disk full", StringComparison.Ordinal));
        store.IsBroken = false;
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 1, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task The_merged_stream_hands_out_everything_and_leaves_what_was_not_asked_for_to_the_next()
    {
        await using var world = new ManagerWorld(shards: 3);
        var seen = new List<string>();
        for (int run = 0; run < 2; run++)
        {
            await using var manager = new ShardManager(world.Options);
            Task reading = ReadAsync(manager);
            if (run == 0)
            {
                // Not the second time: the reader may have all it wants, and have stopped the manager, before anyone sees it connected.
                await world.AdvanceUntilAsync(() => manager.WaitForConnectedAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully, TimeSpan.FromMinutes(1));
                for (int i = 0; i < 9; i++)
                {
                    await world.SayAsync(i % 3, $"{i}");
                }
            }

            await world.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromMinutes(1));
            await reading;
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"{i}"), seen.Order());
        Assert.Equal(3, world.Identifies);

        async Task ReadAsync(ShardManager manager)
        {
            await foreach (GatewayEvent gatewayEvent in manager.ReceiveAllAsync(ManagerWorld.Cancellation))
            {
                if (gatewayEvent is MessageCreateEvent created)
                {
                    seen.Add(created.Message.Content);
                    if (seen.Count is 4 or 9)
                    {
                        break;
                    }
                }
            }
        }
    }

    [Fact]
    public async Task The_merged_stream_ends_when_the_manager_is_shut_down_in_its_loop()
    {
        await using var world = new ManagerWorld(shards: 1);
        await using var manager = new ShardManager(world.Options);
        int messages = 0;
        Task reading = ReadAsync();
        await ManagerWorld.UntilAsync(() => manager.WaitForConnectedAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully);
        await world.SayAsync(0, "stop");
        await ManagerWorld.UntilAsync(() => reading.IsCompletedSuccessfully);

        Assert.Equal(1, messages);
        await world.StartAndConnectAsync();
        await world.SayAsync(0, "next");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.Equal(["next"], world.Handled);

        async Task ReadAsync()
        {
            await foreach (GatewayEvent gatewayEvent in manager.ReceiveAllAsync(ManagerWorld.Cancellation))
            {
                if (gatewayEvent is MessageCreateEvent)
                {
                    messages++;
                    await manager.ShutdownAsync();
                }
            }
        }
    }

    [Fact]
    public async Task A_slow_store_is_called_once_at_a_time_and_the_last_word_is_the_one_of_the_stop()
    {
        await using var world = new ManagerWorld(shards: 1);
        var store = new SlowStore(world.Store);
        world.Options = world.Options with { SessionStore = store };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => store.IsSaving, TimeSpan.FromSeconds(6));
        await world.SayAsync(0, "after the save began");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        long handled = world.Manager.GetStatus()[0].Sequence!.Value;
        Task removing = world.Manager.RemoveShardAsync(0);
        await ManagerWorld.UntilAsync(() => world.Gateway.Connections[0].ClientCloseCode == 4000);
        store.MaySave.SetResult();
        await removing;

        Assert.False(store.HasOverlapped);
        Assert.Equal(handled, world.Store.Sessions.Single().Sequence);
    }

    [Fact]
    public async Task A_log_that_is_gone_when_a_handler_throws_costs_nothing()
    {
        await using var world = new ManagerWorld(shards: 2);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { Logger = new ThrowingLogger() } };
        await world.StartAndConnectAsync(
            (_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "no luck" } ? throw new InvalidOperationException("no luck") : Task.CompletedTask);
        await world.SayAsync(0, "no luck");
        await world.SayAsync(0, "next");

        await ManagerWorld.UntilAsync(() => world.Handled.Contains("next"));
        Assert.False(world.Running.IsCompleted);
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "HandlerFailed")
            {
                throw new NotSupportedException("the log is gone");
            }
        }
    }

    private sealed class SlowStore(ISessionStore store) : ISessionStore
    {
        private int _saving;

        internal TaskCompletionSource MaySave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool IsSaving => Volatile.Read(ref _saving) > 0;

        internal bool HasOverlapped { get; private set; }

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            HasOverlapped |= Interlocked.Increment(ref _saving) > 1;
            await MaySave.Task.WaitAsync(cancellationToken);
            await store.SaveAsync(session, cancellationToken);
            Interlocked.Decrement(ref _saving);
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => store.DeleteAsync(shardId, cancellationToken);
    }

    private sealed class FailingStore(ISessionStore store) : ISessionStore
    {
        private int _failures;

        internal bool IsBroken { get; set; } = true;

        internal int Failures => _failures;

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            if (IsBroken)
            {
                Interlocked.Increment(ref _failures);
                throw new IOException("disk full");
            }

            return store.SaveAsync(session, cancellationToken);
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => store.DeleteAsync(shardId, cancellationToken);
    }
}
