using System.Diagnostics;
using Discord.Gateway.Redis;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>The gate while its Redis dies, comes back, or is replaced by one that knows less.</summary>
public sealed class GateFailureTests
{
    private static readonly SessionStartLimit Limit = new(1000, 1000, TimeSpan.FromHours(24), 4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redis_that_restarts_with_nothing_gives_no_turn_for_an_interval()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate[] gates = [await redis.CreateGateAsync(limit: Limit), await redis.CreateGateAsync(limit: Limit)];
        await using (await gates[0].EnterAsync(new ShardId(0, 8), Cancelled))
        {
            await redis.Server.KillAsync();
            await redis.Server.StartAgainAsync();
        }

        var watch = Stopwatch.StartNew();
        await using IAsyncDisposable next = await gates[1].EnterAsync(new ShardId(4, 8), Cancelled);

        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.495), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_server_that_took_over_with_old_data_gives_no_turn_for_an_interval()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await (await gate.EnterAsync(new ShardId(1, 8), Cancelled)).DisposeAsync();
        await using var replica = await ReplicaOfAsync(redis);

        // The link breaks before the turn is copied, and the old server dies.
        ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(replica.Address + ",allowAdmin=true");
        await other.GetServers()[0].ExecuteAsync("REPLICAOF", "NO", "ONE");
        await (await gate.EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        var watch = Stopwatch.StartNew();
        await redis.Server.KillAsync();
        RedisIdentifyGate next = await redis.CreateGateAsync(connection: other);

        // Key 0 had no turn yet as far as this server knows.
        await using IAsyncDisposable permit = await next.EnterAsync(new ShardId(4, 8), Cancelled);

        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.495), $"{watch.Elapsed}");
        await other.DisposeAsync();
    }

    [Fact]
    public async Task While_redis_is_gone_nobody_has_a_turn_and_all_have_theirs_when_it_is_back()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate[] gates = [await redis.CreateGateAsync(limit: Limit), await redis.CreateGateAsync(limit: Limit)];
        await (await gates[0].EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        await redis.Server.KillAsync();
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(0, 4).Select(index => gates[index % 2].EnterAsync(new ShardId(index, 8), Cancelled).AsTask())];

        await RedisFixture.UntilAsync(() => gates.All(gate => gate.Questions >= 4));
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);
        await redis.Server.StartAgainAsync();

        foreach (IAsyncDisposable permit in await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(20), Cancelled))
        {
            await permit.DisposeAsync();
        }

        // One line for each process, whatever number of shards waits.
        Assert.Equal(2, redis.Log.All.Count(line => line.StartsWith("Warning: Redis cannot be reached for turns", StringComparison.Ordinal)));
        Assert.Equal(2, redis.Log.All.Count(line => line.StartsWith("Information: Redis can be reached again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_gate_may_be_made_and_asked_before_redis_is_there()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        await redis.Server.KillAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        Task<IAsyncDisposable> waiting = gate.EnterAsync(new ShardId(0, 8), Cancelled).AsTask();
        await RedisFixture.UntilAsync(() => gate.Questions >= 2);

        await redis.Server.StartAgainAsync();

        await using IAsyncDisposable permit = await waiting.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    [Fact]
    public async Task A_turn_that_ends_while_redis_is_away_is_ended_when_it_is_back()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(new RedisIdentifyGateOptions { Interval = TimeSpan.FromMilliseconds(500), MaxTurn = TimeSpan.FromMinutes(1) }, Limit);
        IAsyncDisposable permit = await gate.EnterAsync(new ShardId(0, 8), Cancelled);
        redis.Server.Pause();
        await permit.DisposeAsync();
        redis.Server.Continue();

        // The bound of this gate is a minute.
        await using IAsyncDisposable next = await gate.EnterAsync(new ShardId(4, 8), Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    [Fact]
    public async Task A_turn_that_came_after_its_caller_was_cancelled_is_given_back_with_its_start()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await (await gate.EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        long questions = gate.Questions;
        redis.Server.Pause();
        Task<IAsyncDisposable> waiting = gate.EnterAsync(new ShardId(1, 8), ending.Token).AsTask();
        await RedisFixture.UntilAsync(() => gate.Questions > questions);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // Now the question is answered, with a turn.
        redis.Server.Continue();
        var watch = Stopwatch.StartNew();
        await using IAsyncDisposable next = await gate.EnterAsync(new ShardId(5, 8), Cancelled);

        // Neither the bound of a dead holder nor an interval.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1.9);
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        Assert.Equal(2, await database.SortedSetLengthAsync("discord-gateway:{42}:starts"));
    }

    [Fact]
    public async Task Starts_are_counted_over_a_restart_by_asking_discord_again()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        int remaining = 12;
        RedisIdentifyGate gate = await redis.CreateGateAsync(
            RedisFixture.Fast with { FetchLimit = _ => Task.FromResult(Limit with { Remaining = remaining }) });
        await (await gate.EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        await redis.Server.KillAsync();
        await redis.Server.StartAgainAsync();
        remaining = 10;

        Task<IAsyncDisposable> waiting = gate.EnterAsync(new ShardId(1, 8), Cancelled).AsTask();
        await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.Contains("are at the reserve (10 left)", StringComparison.Ordinal)));

        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_redis_that_fails_while_a_caller_changes_its_key_costs_no_connection()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        await (await (await redis.CreateGateAsync(limit: Limit)).EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        int failures = 0;
        IConnectionMultiplexer failing = FailingRedis.Over(await redis.ConnectAsync(), (script, run) =>
            script.StartsWith("-- Ends a wait", StringComparison.Ordinal) && failures++ == 0 ? throw new TimeoutException("It failed, as the test wants.") : run());
        RedisIdentifyGate gate = await redis.CreateGateAsync(connection: failing);

        await using IAsyncDisposable permit = await gate.EnterAsync(new ShardId(1, 8), Cancelled);

        Assert.NotEqual(0, failures);
    }

    [Fact]
    public async Task A_turn_of_which_a_process_hears_too_late_is_not_taken_beside_the_next_one()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGateOptions options = RedisFixture.Fast with { MaxTurn = TimeSpan.FromSeconds(3) };
        var answered = new TaskCompletionSource();
        int questions = 0;
        IConnectionMultiplexer late = FailingRedis.Over(await redis.ConnectAsync(), async (script, run) =>
        {
            RedisResult answer = await run();
            await (script.StartsWith("-- Asks for the turn", StringComparison.Ordinal) && (int)answer[0] == 0 && questions++ == 0 ? answered.Task : Task.CompletedTask);
            return answer;
        });
        RedisIdentifyGate first = await redis.CreateGateAsync(options, Limit, late);
        RedisIdentifyGate second = await redis.CreateGateAsync(options, Limit);
        Task<IAsyncDisposable> waiting = first.EnterAsync(new ShardId(0, 8), Cancelled).AsTask();
        await RedisFixture.UntilAsync(() => Volatile.Read(ref questions) > 0);
        IAsyncDisposable permit = await second.EnterAsync(new ShardId(4, 8), Cancelled);

        answered.SetResult();

        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(500), Cancelled)));
        await permit.DisposeAsync();
        await using IAsyncDisposable next = await waiting.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    private static async Task<ClusterTests.RedisServer> ReplicaOfAsync(RedisFixture redis)
    {
        ClusterTests.RedisServer replica = await ClusterTests.RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(replica.Address + ",allowAdmin=true");
        string[] address = redis.Server.Address.Split(':');
        await connection.GetServers()[0].ExecuteAsync("REPLICAOF", address[0], address[1]);
        await RedisFixture.UntilAsync(() => connection.GetServers()[0].Info("replication")[0].Any(pair => pair is { Key: "master_link_status", Value: "up" }));
        return replica;
    }
}
