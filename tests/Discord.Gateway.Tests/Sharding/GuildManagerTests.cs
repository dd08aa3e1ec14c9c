using System.Collections.Concurrent;
using System.Globalization;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>When all guilds are here, and what a manager knows of them.</summary>
public sealed class GuildManagerTests
{
    private readonly ConcurrentQueue<string> _arrivals = new();

    [Fact]
    public async Task Guilds_are_waited_for_until_the_last_of_every_shard_was_told()
    {
        await using var world = new ManagerWorld(shards: 1);
        SimulatedConnection connection = await StartWithReadyAsync(world, 1, 2);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        Send(connection, 2, """{"id":"1"}""");
        await world.AdvanceUntilAsync(() => _arrivals.Count == 1, TimeSpan.FromSeconds(1));
        Assert.False(world.Manager.GuildsLoaded);
        Assert.False(waiting.IsCompleted);

        Send(connection, 3, """{"id":"2"}""");
        await ManagerWorld.UntilAsync(() => waiting.IsCompleted);

        await waiting;
        Assert.True(world.Manager.GuildsLoaded);
        Assert.Equal(["1 Loaded", "2 Loaded"], _arrivals);
    }

    [Theory]
    [InlineData("GUILD_DELETE")]
    [InlineData("GUILD_CREATE")]
    public async Task A_guild_that_Discord_calls_unavailable_is_not_waited_for_and_returns(string name)
    {
        await using var world = new ManagerWorld(shards: 1);
        SimulatedConnection connection = await StartWithReadyAsync(world, 1);
        Send(connection, 2, """{"id":"1","unavailable":true}""", name);

        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);

        Send(connection, 3, """{"id":"1"}""");
        await ManagerWorld.UntilAsync(() => _arrivals.Contains("1 Returned"));
        Assert.DoesNotContain("1 Loaded", _arrivals);
        Assert.Equal(1, world.Manager.GetStatus()[0].Guilds);
        Assert.True(world.Manager.GuildsLoaded);
    }

    [Fact]
    public async Task An_outage_that_nobody_tells_of_holds_the_wait_for_15_seconds_after_the_last_guild()
    {
        await using var world = new ManagerWorld(shards: 1);
        SimulatedConnection connection = await StartWithReadyAsync(world, 1, 2, 3);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        await world.PassAsync(TimeSpan.FromSeconds(14));
        Send(connection, 2, """{"id":"1"}""");
        await world.PassAsync(TimeSpan.FromSeconds(14));
        Assert.False(waiting.IsCompleted);
        Assert.False(world.Manager.GuildsLoaded);

        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(1.5));

        Assert.True(world.Manager.GuildsLoaded);
        Assert.Equal(3, world.Manager.GetStatus()[0].Guilds);
        Send(connection, 3, """{"id":"2"}""");
        await ManagerWorld.UntilAsync(() => _arrivals.Contains("2 Loaded"));
    }

    [Fact]
    public async Task Guilds_that_have_come_and_wait_for_a_slow_handler_are_not_taken_for_an_outage()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var mayGoOn = new TaskCompletionSource();
        world.Gateway.AnswerIdentify = false;
        world.Start((_, gatewayEvent, _) => gatewayEvent is GuildCreateEvent { Guild.Id.Value: 1 } ? mayGoOn.Task : Task.CompletedTask);
        SimulatedConnection connection = await AnswerAsync(world, 1, 2);
        Send(connection, 2, """{"id":"1"}""");
        Send(connection, 3, """{"id":"2"}""");
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);

        await world.PassAsync(TimeSpan.FromSeconds(25));
        Assert.False(waiting.IsCompleted);

        mayGoOn.SetResult();
        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(2));
        await waiting;
    }

    [Fact]
    public async Task A_shard_that_is_told_no_guilds_waits_for_none()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { Intents = GatewayIntents.GuildMessages } };
        await world.StartAndConnectAsync();

        Assert.True(world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully);
        Assert.True(world.Manager.GuildsLoaded);
    }

    [Fact]
    public async Task After_a_resume_all_guilds_are_here_at_once_and_none_comes_again()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.StopAsync();

        await world.StartAndConnectAsync(NoteAsync);

        Assert.True(world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation).IsCompletedSuccessfully);
        Assert.Equal([12, 12], world.Manager.GetStatus().Select(status => status.Guilds));
        await world.Gateway.DispatchAsync(new GuildCreateEvent { Guild = new Guild { Id = 99u << 22 } });
        await ManagerWorld.UntilAsync(() => _arrivals.Count == 1);
        Assert.Equal([$"{99u << 22} Joined"], _arrivals);
    }

    [Fact]
    public async Task A_session_of_an_earlier_version_goes_on_with_guilds_that_are_not_known()
    {
        await using var world = new ManagerWorld(shards: 1);
        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.StopAsync();
        await world.Store.SaveAsync(world.Store.Sessions.Single() with { Guilds = null, GuildCount = 43 }, ManagerWorld.Cancellation);

        await world.StartAndConnectAsync(NoteAsync);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        await world.Gateway.DispatchAsync(new GuildCreateEvent { Guild = new Guild { Id = 7 } });
        await world.PassAsync(TimeSpan.FromSeconds(14));

        Assert.Null(world.Manager.GetStatus()[0].Guilds);
        Assert.Equal(["7 unknown"], _arrivals);
        Assert.False(waiting.IsCompleted);
        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(2));
        Assert.Equal(1, world.Resumes);
        await world.StopAsync();
        Assert.Null(world.Store.Sessions.Single().Guilds);
        Assert.Null(world.Store.Sessions.Single().GuildCount);
    }

    [Fact]
    public async Task A_guild_that_arrives_extends_the_wait_of_a_session_with_unknown_guilds()
    {
        await using var world = new ManagerWorld(shards: 1);
        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.StopAsync();
        await world.Store.SaveAsync(world.Store.Sessions.Single() with { Guilds = null }, ManagerWorld.Cancellation);
        await world.StartAndConnectAsync(NoteAsync);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        await world.PassAsync(TimeSpan.FromSeconds(10));
        await world.Gateway.DispatchAsync(new GuildCreateEvent { Guild = new Guild { Id = 7 } });
        await world.PassAsync(TimeSpan.FromSeconds(14));
        Assert.False(waiting.IsCompleted);

        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task GuildsLoaded_is_false_while_the_READY_of_a_new_session_waits()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var mayGoOn = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent ? mayGoOn.Task : Task.CompletedTask);
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.SayAsync(0, "block");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1);
        world.Gateway.Restart(TimeSpan.Zero);
        await world.AdvanceUntilAsync(() => world.Identifies == 2 && world.Manager.GetStatus()[0].BufferedEvents == 25, TimeSpan.FromSeconds(30));

        Assert.False(world.Manager.GuildsLoaded);
        mayGoOn.SetResult();
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
    }

    [Fact]
    public async Task Guilds_are_still_loaded_right_after_a_resharding()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        Task resharding = world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(30));
        await resharding;

        Assert.True(world.Manager.GuildsLoaded);
    }

    [Fact]
    public async Task A_new_session_after_a_resharding_knows_nothing_of_outages_before_it()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync(NoteAsync);
        await ManagerWorld.UntilAsync(() => world.Manager.GuildsLoaded);
        await world.Gateway.DispatchAsync(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = world.Guilds[0].Id, Unavailable = true } });
        Task resharding = world.Manager.ReshardAsync(2, cancellationToken: ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromSeconds(30));
        await resharding;
        _arrivals.Clear();
        world.Gateway.Connections.Last(connection => connection.ShardId == new ShardId(0, 2)).InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => _arrivals.Count == 12, TimeSpan.FromMinutes(1));

        Assert.All(_arrivals, arrival => Assert.EndsWith("Loaded", arrival, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_whose_READY_is_filtered_out_is_saved_without_guilds()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.AllExcept(GatewayEventType.Ready) } };
        await world.StartAndConnectAsync(NoteAsync);
        await ManagerWorld.UntilAsync(() => _arrivals.Count == 24);
        await world.StopAsync();

        Assert.Null(world.Store.Sessions.Single().Guilds);
    }

    [Theory]
    [InlineData(GatewayEventType.Ready)]
    [InlineData(GatewayEventType.GuildDelete)]
    public async Task What_is_filtered_out_makes_guilds_unknown_rather_than_wrong(GatewayEventType filtered)
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { EventFilter = EventFilter.AllExcept(filtered) } };
        await world.StartAndConnectAsync(NoteAsync);

        await ManagerWorld.UntilAsync(() => _arrivals.Count == 24);
        Assert.All(_arrivals, arrival => Assert.EndsWith("unknown", arrival, StringComparison.Ordinal));
        Assert.Null(world.Manager.GetStatus()[0].Guilds);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task The_wait_fails_when_Discord_ends_a_shard()
    {
        await using var world = new ManagerWorld(shards: 1);
        SimulatedConnection connection = await StartWithReadyAsync(world, 1);
        Task waiting = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);

        connection.Close(4014);
        await world.AdvanceUntilAsync(() => waiting.IsCompleted && world.Running.IsCompleted, TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<DisallowedIntentsException>(() => waiting);
    }

    [Fact]
    public async Task The_wait_ends_with_its_token_and_with_the_manager()
    {
        await using var world = new ManagerWorld(shards: 1);
        using var cancellation = new CancellationTokenSource();
        await StartWithReadyAsync(world, 1);
        Task cancelled = world.Manager.WaitForGuildsAsync(cancellation.Token);
        Task stopped = world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(stopped.IsCompleted);
        await world.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Manager.WaitForGuildsAsync(ManagerWorld.Cancellation));
    }

    [Fact]
    public async Task The_wait_begins_before_the_start_and_outlives_a_shard_that_is_replaced()
    {
        await using var world = new ManagerWorld(shards: 1);
        await using var manager = new ShardManager(world.Options);
        Task waiting = manager.WaitForGuildsAsync(ManagerWorld.Cancellation);
        Assert.False(manager.GuildsLoaded);
        world.Gateway.AnswerIdentify = false;
        Task running = manager.RunAsync((_, _, _) => Task.CompletedTask, ManagerWorld.Cancellation);
        await AnswerAsync(world, 1);
        await ManagerWorld.UntilAsync(() => manager.GetStatus()[0].Stage == ConnectionStage.Connected);
        world.Gateway.AnswerIdentify = true;
        await world.PassAsync(TimeSpan.FromSeconds(5));
        await manager.RestartShardAsync(0, keepSession: false);

        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(10));
        await waiting;
        Assert.Equal(24, manager.GetStatus()[0].Guilds);
        Task stopping = manager.ShutdownAsync();
        await world.AdvanceUntilAsync(() => stopping.IsCompleted && running.IsCompleted, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guilds_may_be_waited_for_in_the_handler_of_ready(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        int waited = 0;
        await world.StartAndConnectAsync(async (_, gatewayEvent, cancellationToken) =>
        {
            await NoteAsync(gatewayEvent);
            if (gatewayEvent is ReadyEvent)
            {
                await world.Manager.WaitForGuildsAsync(cancellationToken);
                Interlocked.Add(ref waited, _arrivals.Count);
            }
        });

        await ManagerWorld.UntilAsync(() => waited == 48);
    }

    [Fact]
    public async Task The_guilds_of_a_ready_that_waits_behind_a_handler_are_kept_with_its_session()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard, ShutdownTimeout = TimeSpan.FromSeconds(1) };
        bool isBlocked = false;
        await world.StartAndConnectAsync((_, gatewayEvent, cancellationToken) =>
        {
            isBlocked |= gatewayEvent is MessageCreateEvent;
            return gatewayEvent is MessageCreateEvent ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
        });
        await world.SayAsync(0, "block");
        await ManagerWorld.UntilAsync(() => isBlocked);
        world.Gateway.Restart(TimeSpan.Zero);
        await world.AdvanceUntilAsync(() => world.Identifies == 2 && world.Manager.GetStatus()[0].BufferedEvents == 25, TimeSpan.FromSeconds(30));
        await world.AdvanceUntilAsync(() => world.Store.Sessions.SingleOrDefault()?.Guilds?.NotLoaded.Count == 24, TimeSpan.FromSeconds(6));
        await world.StopAsync();
        Assert.Equal(24, world.Store.Sessions.Single().Guilds!.NotLoaded.Count);

        await world.StartAndConnectAsync(NoteAsync);
        await ManagerWorld.UntilAsync(() => _arrivals.Count == 24);

        Assert.Equal(2, world.Identifies);
        Assert.All(_arrivals, arrival => Assert.EndsWith("Loaded", arrival, StringComparison.Ordinal));
        Assert.Equal(24, world.Manager.GetStatus()[0].Guilds);
    }

    [Fact]
    public async Task What_is_saved_are_the_guilds_of_the_sequence_that_is_saved()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayGoOn = new TaskCompletionSource();
        Id<Guild> slow = world.Guilds[20].Id;
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is GuildCreateEvent created && created.Guild.Id == slow ? mayGoOn.Task : Task.CompletedTask);
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1 && world.Manager.GuildsLoaded);
        await world.Gateway.LeaveGuildAsync(world.Guilds[1]);

        await world.AdvanceUntilAsync(() => world.Store.Sessions.Count == 1, TimeSpan.FromSeconds(6));

        ShardSession saved = world.Store.Sessions.Single();
        Assert.Equal(21, saved.Sequence);
        Assert.Equal((24, 24), (saved.Guilds!.Count, saved.GuildCount));
        Assert.Equal(world.Guilds.Skip(20).Select(guild => guild.Id), saved.Guilds.NotLoaded);
        mayGoOn.SetResult();
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == 23);
    }

    [Fact]
    public async Task A_bare_shard_knows_neither_why_a_guild_arrives_nor_which_there_are()
    {
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [new SimulatedGuild(1, "One")] });
        await using var shard = new Shard(gateway.CreateShardOptions(GatewayIntents.Guilds));
        Assert.IsType<ReadyEvent>(await shard.ReceiveAsync(ManagerWorld.Cancellation));
        var created = (GuildCreateEvent)(await shard.ReceiveAsync(ManagerWorld.Cancellation))!;

        Assert.Null(created.Arrival);
        ShardSession session = (await shard.ShutdownAsync(keepSession: true, cancellationToken: ManagerWorld.Cancellation))!;
        Assert.Null(session.Guilds);
        await using var next = new Shard(gateway.CreateShardOptions(GatewayIntents.Guilds) with { Session = session with { Guilds = new SessionGuilds([1], [], []), GuildCount = 1 } });
        await next.ConnectAsync(ManagerWorld.Cancellation);
        Assert.Null(next.ReceivedSession!.Guilds);
        Assert.Null(next.ReceivedSession.GuildCount);
    }

    private async Task<SimulatedConnection> StartWithReadyAsync(ManagerWorld world, params ulong[] guilds)
    {
        world.Gateway.AnswerIdentify = false;
        world.Start(NoteAsync);
        SimulatedConnection connection = await AnswerAsync(world, guilds);
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Guilds == guilds.Length);
        return connection;
    }

    private static async Task<SimulatedConnection> AnswerAsync(ManagerWorld world, params ulong[] guilds)
    {
        await ManagerWorld.UntilAsync(() => world.Identifies == 1);
        SimulatedConnection connection = world.Gateway.Connections[0];
        string list = string.Join(',', guilds.Select(id => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","unavailable":true}""")));
        connection.SendRaw("""{"op":0,"t":"READY","s":1,"d":{"v":10,"user":{"id":"5"},"session_id":"by-hand","application":{"id":"5"},"guilds":[""" + list + "]}}");
        return connection;
    }

    private static void Send(SimulatedConnection connection, int sequence, string data, string name = "GUILD_CREATE") =>
        connection.SendRaw($"{{\"op\":0,\"t\":\"{name}\",\"s\":{sequence},\"d\":{data}}}");

    private Task NoteAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken) => NoteAsync(gatewayEvent);

    private Task NoteAsync(GatewayEvent gatewayEvent)
    {
        if (gatewayEvent is GuildCreateEvent created)
        {
            _arrivals.Enqueue($"{created.Guild.Id} {created.Arrival?.ToString() ?? "unknown"}");
        }

        return Task.CompletedTask;
    }
}
