using System.Collections.Concurrent;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

public sealed class ReshardTests
{
    [Fact]
    public async Task Four_become_six_and_every_event_of_every_guild_comes_once_and_in_order()
    {
        await using var world = new ManagerWorld(shards: 4, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var progress = new ReshardReports();
        var load = new Load(world);
        Task resharding = world.Manager.ReshardAsync(6, progress, ManagerWorld.Cancellation);
        await load.SayUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
        await resharding;
        for (int i = 0; i < 100; i++)
        {
            await load.SayAsync();
        }

        await load.AssertAllCameOnceAsync();
        Assert.All(world.Handled.Select(int.Parse).GroupBy(number => number % 24), guild => Assert.Equal(guild.Order(), guild));
        Assert.Equal(6, world.Manager.TotalShards);
        Assert.Equal(10, world.Identifies);
        Assert.Equal(
            [ReshardPhase.Connecting, ReshardPhase.Comparing, ReshardPhase.Holding, ReshardPhase.Done], progress.Reports.Select(report => report.Phase).Distinct());
        Assert.Equal(6, progress.Reports.Last().ConnectedShards);
        Assert.All(world.Gateway.Connections.Where(connection => connection.ShardId?.Total == 4), connection => Assert.Equal(1000, connection.ClientCloseCode));
    }

    [Fact]
    public async Task Sets_that_are_told_at_different_times_neither_lose_nor_double()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        world.Gateway.Connections[0].Delay = TimeSpan.FromSeconds(2);
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 5, TimeSpan.FromSeconds(5));
        world.Gateway.Connections[3].Delay = TimeSpan.FromSeconds(1.5);
        var load = new Load(world);
        await load.SayUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
        await resharding;

        await load.AssertAllCameOnceAsync();
    }

    [Fact]
    public async Task Events_with_the_very_same_data_are_counted_not_merged()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        int deletes = 0;
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            deletes += gatewayEvent is MessageDeleteEvent ? 1 : 0;
            return Task.CompletedTask;
        });
        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 3, TimeSpan.FromSeconds(5));
        int sent = 0;
        var next = world.Clock.GetUtcNow();

        // One in 6 s, further apart than an overlap; and at each moment of the hand-over there is one.
        await world.AdvanceUntilAsync(
            () => resharding.IsCompleted,
            TimeSpan.FromMinutes(1),
            atEachStep: () =>
            {
                if (world.Clock.GetUtcNow() >= next)
                {
                    next += TimeSpan.FromSeconds(6);
                    sent++;
                    _ = world.Gateway.DispatchAsync(new MessageDeleteEvent { Id = 1, ChannelId = 2, GuildId = world.Guilds[1].Id });
                }
            });
        await resharding;
        await ManagerWorld.UntilAsync(() => deletes >= sent);
        Assert.Equal(sent, deletes);
    }

    [Fact]
    public async Task A_wire_that_is_cut_during_the_hand_over_makes_it_wait_and_loses_nothing()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var progress = new ReshardReports();
        DateTimeOffset started = world.Clock.GetUtcNow();
        Task resharding = world.Manager.ReshardAsync(3, progress, ManagerWorld.Cancellation);
        var load = new Load(world);
        await load.SayUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromSeconds(30));
        world.Gateway.Connections.Last(connection => connection.ShardId?.Total == 3).Cut();
        world.Gateway.Connections.First(connection => connection.ShardId?.Total == 2).Cut();
        await load.SayUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(60));
        await resharding;

        Assert.True(world.Clock.GetUtcNow() - started >= TimeSpan.FromSeconds(25));
        await load.AssertAllCameOnceAsync();
    }

    [Fact]
    public async Task A_presence_that_is_set_during_the_hand_over_is_that_of_the_new_shards()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 5, TimeSpan.FromSeconds(10));
        world.Manager.SetPresence(new BotPresence { Activities = [BotActivity.Watching("the hand-over")] });
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
        await resharding;

        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["the hand-over", "the hand-over", "the hand-over"], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_payload_with_neither_name_nor_data_does_not_disturb_the_hand_over()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        int undecodable = 0;
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            undecodable += gatewayEvent is UndecodableEvent ? 1 : 0;
            return Task.CompletedTask;
        });
        var progress = new ReshardReports();
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromSeconds(30));
        world.Gateway.Connections[0].SendRaw("""{"op":99}""");
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));

        await resharding;
        Assert.Equal(1, undecodable);
        Assert.False(world.Running.IsCompleted);
    }

    /// <summary>A stop at any moment of a hand-over, and above all while the old shards are closing: their handlers take their time.</summary>
    [Fact]
    public async Task A_stop_at_any_moment_of_a_hand_over_loses_nothing()
    {
        int interrupted = 0;
        for (int seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
            world.Options = world.Options with { EventOrder = seed % 2 == 0 ? EventOrder.PerChannel : EventOrder.PerShard, ReshardOverlap = TimeSpan.FromSeconds(1) };
            Task Handle(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken) =>
                gatewayEvent is MessageCreateEvent && random.Next(4) == 0 ? Task.Delay(TimeSpan.FromMilliseconds(random.Next(400)), world.Clock, cancellationToken) : Task.CompletedTask;
            await world.StartAndConnectAsync(Handle);
            world.Gateway.Connections[0].Delay = TimeSpan.FromMilliseconds(random.Next(900));
            var progress = new ReshardReports();
            Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
            TimeSpan stopAt = TimeSpan.FromMilliseconds(random.Next(8_000));
            int stepsInHolding = 16 + random.Next(20);
            int sent = 0;
            DateTimeOffset started = world.Clock.GetUtcNow();
            await world.AdvanceUntilAsync(
                () => resharding.IsCompleted || (seed % 4 == 3 ? world.Clock.GetUtcNow() - started >= stopAt : stepsInHolding <= 0),
                TimeSpan.FromMinutes(1),
                atEachStep: () =>
                {
                    stepsInHolding -= progress.Reports.Any(report => report.Phase == ReshardPhase.Holding) ? 1 : 0;
                    if (random.Next(3) == 0)
                    {
                        _ = world.SayAsync(random.Next(4), $"{sent++}");
                    }
                });
            interrupted += resharding.IsCompleted ? 0 : 1;
            await world.StopAsync();
            world.Options = world.Options with { TotalShards = world.Manager.TotalShards };
            world.Gateway.Connections[0].Delay = TimeSpan.Zero;
            DateTimeOffset restarted = world.Clock.GetUtcNow();
            await world.StartAndConnectAsync(Handle);
            await world.AdvanceUntilAsync(
                () => world.Handled.Distinct().Count() == sent || world.Clock.GetUtcNow() - restarted > TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
            string[] lost = [.. Enumerable.Range(0, sent).Select(number => $"{number}").Except(world.Handled)];
            Assert.True(lost.Length == 0, $"Seed {seed}: of {sent} messages, {string.Join(", ", lost)} were lost.\nHandled: {string.Join(", ", world.Handled)}\n{string.Join('\n', world.Logs.Lines)}");
            await ThrowUnlessStopped(resharding);
        }

        Assert.InRange(interrupted, 500, 1_000);
    }

    [Fact]
    public async Task What_comes_to_nothing_leaves_the_old_shards_as_they_were()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        using var cancellation = new CancellationTokenSource();
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: cancellation.Token);
        await world.AdvanceUntilAsync(() => world.Gateway.Connections.Count == 5, TimeSpan.FromSeconds(10));
        await cancellation.CancelAsync();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resharding);
        Assert.Equal(2, world.Manager.TotalShards);
        await world.SayAsync(3, "once");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.All(world.Gateway.Connections.Where(connection => connection.ShardId?.Total == 3), connection => Assert.False(connection.IsOpen));
        Assert.Contains(world.Logs.Lines, line => line.Contains("Resharding from 2 to 3 shards failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_refused_when_it_would_burn_the_last_session_starts_or_only_a_part_runs_here()
    {
        await using var world = new ManagerWorld(shards: 2, gateway: options => options with { SessionStartsRemaining = 15 });
        await world.StartAndConnectAsync();
        world.Options = world.Options with { SessionStartLimit = null };
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.ReshardAsync(6, cancellationToken: ManagerWorld.Cancellation));
        Assert.Contains("Resharding needs 6 session starts", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, world.Identifies);

        await world.Manager.RemoveShardAsync(0);
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation));
        Assert.Contains("Only 1 of 2 shards run here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deploy_after_resharding_continues_the_new_sessions()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 2, TimeSpan.FromSeconds(6));
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(60));
        await resharding;
        await world.StopAsync();
        Assert.Equal([3, 3, 3], world.Store.Sessions.Select(session => session.ShardId.Total));

        world.Options = world.Options with { TotalShards = 3 };
        await world.SayAsync(5, "between");
        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.Equal(5, world.Identifies);
    }

    [Fact]
    public async Task A_resharding_deletes_the_sessions_of_the_old_shards()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        var store = new KeepingStore();
        world.Options = world.Options with { SessionStore = store, ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => store.Sessions.Count == 2, TimeSpan.FromSeconds(6));
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(60));
        await resharding;

        Assert.DoesNotContain(store.Sessions.Keys, shardId => shardId.Total == 2);
    }

    /// <summary>A process that is killed in between is followed by one that finds no session that was closed.</summary>
    [Fact]
    public async Task The_sessions_of_the_old_shards_are_deleted_before_they_are_closed()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        int connections = 0;
        var store = new KeepingStore { OnDeleting = () => connections = world.Gateway.Connections.Count(connection => connection.IsOpen) };
        world.Options = world.Options with { SessionStore = store, ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync();
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(60));
        await resharding;

        Assert.Equal(5, connections);
    }

    [Fact]
    public async Task Old_sessions_are_not_saved_while_the_new_ones_are()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        var mayGoOn = new TaskCompletionSource();
        bool isSaving = false;
        var store = new KeepingStore
        {
            OnSaving = session =>
            {
                isSaving |= session.ShardId.Total == 2;
                return session.ShardId.Total == 2 ? mayGoOn.Task : Task.CompletedTask;
            },
        };
        world.Options = world.Options with { SessionStore = store, ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => !store.Sessions.IsEmpty, TimeSpan.FromSeconds(6));
        ShardSession saved = store.Sessions[ShardId.Single];
        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => isSaving, TimeSpan.FromSeconds(30));
        await world.SayAsync(0, "meanwhile");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        await world.PassAsync(TimeSpan.FromSeconds(6));

        Assert.Equal(saved, store.Sessions[ShardId.Single]);
        mayGoOn.SetResult();
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(30));
    }

    /// <summary>Keeps each session until it is deleted.</summary>
    private sealed class KeepingStore : ISessionStore
    {
        internal ConcurrentDictionary<ShardId, ShardSession> Sessions { get; } = [];

        internal Func<ShardSession, Task>? OnSaving { get; init; }

        internal Action? OnDeleting { get; init; }

        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => new(Sessions.GetValueOrDefault(shardId));

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            await (OnSaving?.Invoke(session) ?? Task.CompletedTask);
            Sessions[session.ShardId] = session;
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            OnDeleting?.Invoke();
            Sessions.TryRemove(shardId, out _);
            return default;
        }
    }

    /// <summary>Numbered messages, to each guild in turn.</summary>
    private sealed class Load(ManagerWorld world)
    {
        private int _number;

        internal Task SayAsync() => world.SayAsync(_number % 24, $"{_number++}");

        /// <summary>In each guild one message at each step of the clock.</summary>
        internal Task SayUntilAsync(Func<bool> holds, TimeSpan within) => world.AdvanceUntilAsync(
            holds,
            within,
            atEachStep: () =>
            {
                for (int guild = 0; guild < 24; guild++)
                {
                    _ = SayAsync();
                }
            });

        internal async Task AssertAllCameOnceAsync()
        {
            await world.AdvanceUntilAsync(() => world.Handled.Count >= _number, TimeSpan.FromSeconds(10));
            Assert.Equal(Enumerable.Range(0, _number), world.Handled.Select(int.Parse).Order());
        }
    }

    private static async Task ThrowUnlessStopped(Task resharding)
    {
        try
        {
            await resharding;
        }
        catch (OperationCanceledException)
        {
            // The stop ended it.
        }
    }
}
