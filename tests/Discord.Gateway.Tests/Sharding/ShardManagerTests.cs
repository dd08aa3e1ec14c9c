using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

public sealed class ShardManagerTests
{
    [Fact]
    public async Task Sixty_four_shards_identify_by_keys_sixteen_in_five_seconds()
    {
        await using var world = new ManagerWorld(shards: 64, maxConcurrency: 16);
        DateTimeOffset started = world.Clock.GetUtcNow();
        await world.StartAndConnectAsync();

        // Four of each key, 5.5 s apart: three waits. The simulator lists two of a key within 5 s as a violation.
        Assert.InRange(world.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(15.75), TimeSpan.FromSeconds(17));
        (ShardId Shard, DateTimeOffset At)[] identifies = [.. world.Gateway.Connections
            .Select(connection => (connection.ShardId!.Value, connection.Received.First(payload => payload.Opcode == GatewayOpcode.Identify).At))];
        Assert.Equal(64, identifies.Length);
        Assert.All(identifies.GroupBy(identify => identify.Shard.GetRateLimitKey(16)), key =>
        {
            DateTimeOffset[] times = [.. key.Select(identify => identify.At).Order()];
            Assert.Equal(4, times.Length);
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(5)));
        });
        Assert.All(identifies.Select(identify => identify.At), at => Assert.True(identifies.Count(other => other.At >= at && other.At < at + TimeSpan.FromSeconds(5)) <= 16));
        Assert.Contains(world.Logs.Lines, line => line.Contains("Starting 64 of 64 shards: 0 have a session, the others identify, 16 every 5 s", StringComparison.Ordinal));
        await ManagerWorld.UntilAsync(() => world.Logs.Lines.Any(line => line.Contains("All 64 shards are connected", StringComparison.Ordinal)));
    }

    // discord.js#2323, #3028: one slow shard stopped all later ones.
    [Fact]
    public async Task A_shard_that_cannot_connect_holds_up_its_own_key_for_a_while_and_no_other()
    {
        await using var world = new ManagerWorld(shards: 4, maxConcurrency: 2);
        int sockets = 0;
        world.Options = world.Options with
        {
            ShardOptions = world.Options.ShardOptions with
            {
                // The first to connect is shard 0 or 1: it hangs, and so does every attempt of it, since nobody lets it go.
                SocketFactory = () => Interlocked.Increment(ref sockets) == 1 ? new HangingSocket() : world.Gateway.CreateSocket(),
            },
        };
        world.Start();

        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(6));
        await world.AdvanceUntilAsync(() => world.Connected == 3, TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task At_the_reserve_shards_wait_without_a_connection_and_say_so()
    {
        await using var world = new ManagerWorld(shards: 8, gateway: options => options with { SessionStartsRemaining = 3 });
        world.Options = world.Options with { SessionStartReserve = 1, SessionStartLimit = world.Options.SessionStartLimit! with { ResetAfter = TimeSpan.FromHours(2) } };
        world.Start();

        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromMinutes(1));
        await ManagerWorld.UntilAsync(() =>
            world.Logs.Lines.Any(line => line.Contains("Session starts are at the reserve (1 left): identifies wait 01:59:", StringComparison.Ordinal)));
        for (int i = 0; i < 100; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(20));
            ThreadPoolRest.Await();
        }

        Assert.Equal(2, world.Identifies);
        Assert.Equal(1, world.Gateway.SessionStartsRemaining);
        Assert.Equal(2, world.Gateway.ConnectAttempts);
        Assert.Equal(6, world.Manager.GetStatus().Count(status => status.IsWaitingToStart));
    }

    [Fact]
    public async Task What_a_handler_throws_is_logged_and_goes_no_further()
    {
        await using var world = new ManagerWorld(shards: 2);
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
            gatewayEvent is MessageCreateEvent { Message.Content: "one" } ? throw new InvalidOperationException("no luck") : Task.CompletedTask);
        await world.SayAsync(0, "one");
        await world.SayAsync(0, "two");

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.Equal(["two"], world.Handled);
        Assert.Contains(world.Logs.Lines, line => line.Contains("the handler of MESSAGE_CREATE threw", StringComparison.Ordinal) && line.Contains("no luck", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_of_a_shard_come_in_order_one_at_a_time_and_shards_do_not_wait_for_each_other()
    {
        await using var world = new ManagerWorld(shards: 2);
        var gate = new TaskCompletionSource();
        await world.StartAndConnectAsync((shard, gatewayEvent, _) => shard.ShardId.Index == 0 && gatewayEvent is MessageCreateEvent ? gate.Task : Task.CompletedTask);
        for (int i = 0; i < 10; i++)
        {
            await world.SayAsync(0, $"a{i}");
            await world.SayAsync(1, $"b{i}");
        }

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 10);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"b{i}"), world.Handled);
        gate.SetResult();
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 20);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"a{i}"), world.Handled.Skip(10));
    }

    [Fact]
    public async Task A_part_of_the_shards_runs_alone()
    {
        await using var world = new ManagerWorld(shards: 4);
        world.Options = world.Options with { LocalShards = 1..3 };
        await world.StartAndConnectAsync();

        Assert.Equal([1, 2], world.Manager.Shards.Select(shard => shard.ShardId.Index));
        Assert.Equal(4, world.Manager.TotalShards);
        Assert.Equal(new ShardId(2, 4), world.Manager.GetShard(world.Guilds[6].Id).ShardId);
        Assert.False(world.Manager.TryGetShard(world.Guilds[0].Id, out _));
        Assert.Contains("0/4, which does not run here", Assert.Throws<InvalidOperationException>(() => world.Manager.GetShard(world.Guilds[0].Id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_tells_what_is_worth_knowing()
    {
        await using var world = new ManagerWorld(shards: 2);
        await world.StartAndConnectAsync();
        await world.SayAsync(0, "hello");
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[0].Latency is not null, TimeSpan.FromSeconds(50));
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        world.Gateway.Connections.First(connection => connection.ShardId?.Index == 1).Cut();
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[1].Reconnects == 1 && world.Connected == 2, TimeSpan.FromSeconds(10));

        ShardStatus status = world.Manager.GetStatus()[0];
        Assert.Equal(new ShardId(0, 2), status.ShardId);
        Assert.Equal(12, status.Guilds);
        Assert.Equal(14, status.Sequence);
        Assert.Equal(14, status.Events);
        Assert.Equal(0, status.BufferFill);
        Assert.True(status.SessionAge > TimeSpan.Zero);
        Assert.Null(status.Error);
        await world.Gateway.DispatchAsync(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = world.Guilds[0].Id } });
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 11);
    }

    [Fact]
    public async Task Presence_is_set_on_all_shards_and_on_those_that_start_later()
    {
        await using var world = new ManagerWorld(shards: 3);
        world.Options = world.Options with { LocalShards = 0..2 };
        await world.StartAndConnectAsync();
        world.Manager.SetPresence(new BotPresence { Activities = [BotActivity.Watching("all")] });
        await world.AdvanceUntilAsync(
            () => world.Gateway.Connections.Count(connection => connection.Received.Any(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)) == 2, TimeSpan.FromSeconds(5));

        await world.Manager.AddShardAsync(2, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Connected == 3, TimeSpan.FromSeconds(10));
        Assert.Contains("\"all\"", world.Gateway.Connections[2].Received.First(payload => payload.Opcode == GatewayOpcode.Identify).Data.ToString(), StringComparison.Ordinal);
        Assert.Throws<PayloadTooLargeException>(() => world.Manager.SetPresence(new BotPresence { Activities = [BotActivity.Watching(new string('x', 5000))] }));
    }

    [Fact]
    public async Task A_presence_that_is_set_while_sessions_are_being_loaded_is_set_on_all_shards()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 16);
        var store = new SlowStore();
        world.Options = world.Options with { SessionStore = store };
        world.Start();
        await ManagerWorld.UntilAsync(() => store.Loads == 3);
        world.Manager.SetPresence(new BotPresence { Activities = [BotActivity.Watching("the start")] });
        store.MayLoad.SetResult();
        await world.AdvanceUntilAsync(() => world.Connected == 3, TimeSpan.FromSeconds(10));

        await world.AdvanceUntilAsync(() => world.PresencesByShard() is ["the start", "the start", "the start"], TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Members_are_asked_for_on_the_guilds_shard()
    {
        await using var world = new ManagerWorld(shards: 3);
        await world.StartAndConnectAsync();
        int count = 0;
        await foreach (GuildMember member in world.Manager.GetGuildMembersAsync(new RequestGuildMembers { GuildId = world.Guilds[2].Id }, cancellationToken: ManagerWorld.Cancellation))
        {
            count++;
        }

        Assert.Equal(4, count);
        Assert.Contains(world.Gateway.Connections.Single(connection => connection.ShardId?.Index == 2).Received, payload => payload.Opcode == GatewayOpcode.RequestGuildMembers);
    }

    [Fact]
    public async Task A_shard_moves_from_one_manager_to_another_with_its_session()
    {
        await using var world = new ManagerWorld(shards: 2);
        await world.StartAndConnectAsync();
        await world.Manager.RemoveShardAsync(1);
        await world.SayAsync(1, "meanwhile");
        Assert.Equal([0], world.Manager.Shards.Select(shard => shard.ShardId.Index));

        await world.Manager.AddShardAsync(1, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => world.Handled.Contains("meanwhile"), TimeSpan.FromSeconds(5));
        Assert.Equal(2, world.Identifies);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.AddShardAsync(1, ManagerWorld.Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Manager.AddShardAsync(2, ManagerWorld.Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Manager.RemoveShardAsync(5));
    }

    [Fact]
    public async Task Of_the_shards_that_are_added_only_the_next_of_each_key_waits_for_its_turn_with_a_connection()
    {
        await using var world = new ManagerWorld(shards: 6, maxConcurrency: 2);
        var gate = new ClosedGate(new IdentifyGate(SessionStartLimit.Default with { MaxConcurrency = 2 }, timeProvider: world.Clock));
        world.Options = world.Options with { LocalShards = 0..0, ShardOptions = world.Options.ShardOptions with { IdentifyGate = gate } };
        await world.StartAndConnectAsync();
        foreach (int index in Enumerable.Range(0, 6))
        {
            await world.Manager.AddShardAsync(index, ManagerWorld.Cancellation);
        }

        // Longer than a shard waits for one before it that cannot connect.
        DateTimeOffset later = world.Clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        await world.AdvanceUntilAsync(() => world.Clock.GetUtcNow() >= later, TimeSpan.FromMinutes(1));
        Assert.Equal(2, world.Gateway.Connections.Count);
        Assert.Equal(4, world.Manager.GetStatus().Count(status => status.IsWaitingToStart));

        // One that is taken away gives up its place.
        await world.Manager.RemoveShardAsync(2);
        gate.Open();
        await world.AdvanceUntilAsync(() => world.Connected == 5, TimeSpan.FromSeconds(30));
        Assert.Equal([0, 1, 3, 4, 5], world.Gateway.Connections.Select(connection => connection.ShardId!.Value.Index).Order());
    }

    [Fact]
    public async Task A_restart_continues_the_session_unless_told_otherwise()
    {
        await using var world = new ManagerWorld(shards: 1);
        await world.StartAndConnectAsync();
        await world.Manager.RestartShardAsync(0);
        await world.SayAsync(0, "resumed");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("resumed"), TimeSpan.FromSeconds(5));
        Assert.Equal(1, world.Identifies);

        await world.Manager.RestartShardAsync(0, keepSession: false);
        await world.AdvanceUntilAsync(() => world.Identifies == 2 && world.Connected == 1, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_fatal_error_of_one_shard_stops_all_and_is_thrown_once_and_the_others_keep_their_sessions()
    {
        await using var world = new ManagerWorld(shards: 3);
        await world.StartAndConnectAsync();
        world.Gateway.Connections.Single(connection => connection.ShardId?.Index == 1).Close(4014);

        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromSeconds(20));
        DisallowedIntentsException error = await Assert.ThrowsAsync<DisallowedIntentsException>(() => world.Running);
        Assert.Contains("developer portal", error.Message, StringComparison.Ordinal);
        Assert.Superset(new HashSet<int> { 0, 2 }, world.Store.Sessions.Select(session => session.ShardId.Index).ToHashSet());
        Assert.All(world.Gateway.Connections.Where(connection => connection.ShardId?.Index != 1), connection => Assert.Equal(4000, connection.ClientCloseCode));
        Assert.Single(world.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_go_on_after_a_fatal_error_if_told_so_and_the_shard_can_be_restarted()
    {
        await using var world = new ManagerWorld(shards: 2);
        world.Options = world.Options with { ShardFailureBehavior = ShardFailureBehavior.KeepOthers };
        await world.StartAndConnectAsync();
        world.Gateway.Connections.Single(connection => connection.ShardId?.Index == 1).Close(4014);
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[1].Error is DisallowedIntentsException, TimeSpan.FromSeconds(5));
        await world.SayAsync(0, "still here");
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("still here"));
        Assert.False(world.Running.IsCompleted);

        await world.Manager.RestartShardAsync(1);
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(10));
        Assert.Null(world.Manager.GetStatus()[1].Error);
    }

    [Fact]
    public async Task When_no_shard_is_left_the_error_is_thrown_whatever_was_told()
    {
        await using var world = new ManagerWorld(shards: 2, gateway: options => options with { AllowedIntents = GatewayIntents.Guilds }, expectsViolations: true);
        world.Options = world.Options with { ShardFailureBehavior = ShardFailureBehavior.KeepOthers };
        world.Start();
        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<DisallowedIntentsException>(() => world.Running);
    }

    [Fact]
    public async Task When_no_shard_is_left_the_manager_runs_on_if_told_so_and_each_can_be_restarted_or_removed()
    {
        await using var world = new ManagerWorld(shards: 2);
        world.Options = world.Options with { ShardFailureBehavior = ShardFailureBehavior.KeepRunning };
        await world.StartAndConnectAsync();
        foreach (SimulatedConnection connection in world.Gateway.Connections)
        {
            connection.Close(4014);
        }

        await world.AdvanceUntilAsync(() => world.Manager.GetStatus().All(shard => shard.Error is DisallowedIntentsException), TimeSpan.FromSeconds(5));
        await world.PassAsync(TimeSpan.FromMinutes(1));
        Assert.False(world.Running.IsCompleted);

        await world.Manager.RemoveShardAsync(0);
        await world.Manager.AddShardAsync(0, ManagerWorld.Cancellation);
        await world.Manager.RestartShardAsync(1);
        await world.AdvanceUntilAsync(() => world.Connected == 2, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Shutting_down_in_a_handler_completes_and_does_not_repeat_the_event_to_the_next()
    {
        await using var world = new ManagerWorld(shards: 2);
        await world.StartAndConnectAsync(async (_, gatewayEvent, _) =>
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: "stop" })
            {
                await world.Manager.ShutdownAsync();
            }
        });
        await world.SayAsync(1, "stop");
        await ManagerWorld.UntilAsync(() => world.Running.IsCompletedSuccessfully);

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        await world.StartAndConnectAsync();
        await world.SayAsync(1, "go on");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("go on"), TimeSpan.FromSeconds(5));
        Assert.Equal(["stop", "go on"], world.Handled);
        Assert.Equal(2, world.Identifies);
    }

    [Fact]
    public async Task Going_offline_ends_the_sessions_and_forgets_them()
    {
        await using var world = new ManagerWorld(shards: 2);
        await world.StartAndConnectAsync();
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 2, TimeSpan.FromSeconds(6));
        await world.Manager.ShutdownAsync(keepSessions: false);

        Assert.Empty(world.Store.Sessions);
        Assert.All(world.Gateway.Connections, connection => Assert.Equal(1000, connection.ClientCloseCode));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.RestartShardAsync(0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.RunAsync((_, _, _) => Task.CompletedTask, ManagerWorld.Cancellation));
    }

    [Theory]
    [InlineData("ShardOptions")]
    [InlineData("TotalShards")]
    [InlineData("LocalShards")]
    [InlineData("SessionStartLimit")]
    [InlineData("SessionStartReserve")]
    [InlineData("SessionSaveInterval")]
    [InlineData("ShutdownTimeout")]
    [InlineData("ReshardOverlap")]
    [InlineData("ApiUri")]
    [InlineData("ApiUri", "http://api.example/v10/")]
    [InlineData("Token")]
    public void An_option_that_makes_no_sense_is_named(string option, string apiUri = "https://discord.com/api/v10")
    {
        var good = new ShardManagerOptions { ShardOptions = new ShardOptions { Token = "secret-token" } };
        ShardManagerOptions bad = option switch
        {
            "ShardOptions" => good with { ShardOptions = good.ShardOptions with { ShardId = new ShardId(1, 2) } },
            "TotalShards" => good with { TotalShards = 0 },
            "LocalShards" => good with { TotalShards = 4, LocalShards = 2..5 },
            "SessionStartLimit" => good with { SessionStartLimit = SessionStartLimit.Default with { MaxConcurrency = 0 } },
            "SessionStartReserve" => good with { SessionStartReserve = -1 },
            "SessionSaveInterval" => good with { SessionSaveInterval = TimeSpan.Zero },
            "ShutdownTimeout" => good with { ShutdownTimeout = TimeSpan.FromDays(1) },
            "ReshardOverlap" => good with { ReshardOverlap = TimeSpan.Zero },
            "ApiUri" => good with { ApiUri = new Uri(apiUri) },
            _ => good with { ShardOptions = good.ShardOptions with { Token = "" } },
        };
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ShardManager(bad));
        Assert.Equal(option, error.ParamName);
        Assert.DoesNotContain("secret", good.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Empty, and slow from the second session on.</summary>
    private sealed class SlowStore : ISessionStore
    {
        private int _loads;

        internal TaskCompletionSource MayLoad { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Loads => Volatile.Read(ref _loads);

        public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _loads) > 1)
            {
                await MayLoad.Task;
            }

            return null;
        }

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken) => default;

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => default;
    }

    private sealed class HangingSocket : IGatewaySocket
    {
        public Task ConnectAsync(Uri uri, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, CancellationToken.None);

        public ValueTask<GatewaySocketFrame> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CloseAsync(int closeCode, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Abort()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Lets nobody through until it is opened.</summary>
    private sealed class ClosedGate(IdentifyGate turns) : IIdentifyGate
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Open() => _opened.SetResult();

        public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            await _opened.Task.WaitAsync(cancellationToken);
            return await turns.EnterAsync(shardId, cancellationToken);
        }
    }
}
