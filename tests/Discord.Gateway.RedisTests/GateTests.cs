using System.Collections.Concurrent;
using System.Diagnostics;
using Discord.Gateway.Redis;
using StackExchange.Redis;

namespace Discord.Gateway.RedisTests;

/// <summary>The gate against a real Redis, with intervals of half a second in place of 5.5 s.</summary>
public sealed class GateTests
{
    private static readonly SessionStartLimit Limit = new(1000, 1000, TimeSpan.FromHours(24), 4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_identifies_by_two_processes_are_an_interval_apart_for_each_key()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SessionStartLimit limit = Limit with { MaxConcurrency = 16 };
        RedisIdentifyGate[] gates = [await redis.CreateGateAsync(limit: limit), await redis.CreateGateAsync(limit: limit)];
        var turns = new ConcurrentQueue<(int Key, TimeSpan Entered, TimeSpan Left)>();
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            var shardId = new ShardId(number % 64, 64);
            await using IAsyncDisposable permit = await gates[number % 2].EnterAsync(shardId, Cancelled);
            TimeSpan entered = watch.Elapsed;
            await Task.Delay(Random.Shared.Next(10), Cancelled);
            turns.Enqueue((shardId.GetRateLimitKey(16), entered, watch.Elapsed));
        }));

        AssertSpaced(turns);
        Assert.Equal(200, turns.Count);

        // 13 turns for the busiest key, the first after an interval: a wait that polls would have asked thousands of times.
        Assert.InRange(watch.Elapsed.TotalSeconds, 6, 14);
        Assert.InRange(gates.Sum(gate => gate.Questions), 200, 2500);
        Assert.Equal(200, await CountStartsAsync(redis));
    }

    [Fact]
    public async Task A_holder_that_dies_loses_its_turn_after_the_bound_and_an_interval()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IConnectionMultiplexer dying = await redis.ConnectAsync();
        RedisIdentifyGate first = await redis.CreateGateAsync(limit: Limit, connection: dying);
        RedisIdentifyGate second = await redis.CreateGateAsync(limit: Limit);
        _ = await first.EnterAsync(new ShardId(0, 8), Cancelled);
        var watch = Stopwatch.StartNew();
        await dying.DisposeAsync();

        await using IAsyncDisposable permit = await second.EnterAsync(new ShardId(4, 8), Cancelled);

        Assert.InRange(watch.Elapsed.TotalSeconds, 2.45, 4);
    }

    [Fact]
    public async Task A_caller_that_dies_in_the_queue_holds_up_nobody_for_long()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IConnectionMultiplexer dying = await redis.ConnectAsync();
        RedisIdentifyGate first = await redis.CreateGateAsync(limit: Limit, connection: dying);
        RedisIdentifyGate second = await redis.CreateGateAsync(limit: Limit);
        Task waiting = first.EnterAsync(new ShardId(0, 8), Cancelled).AsTask();
        await RedisFixture.UntilAsync(() => first.Questions >= 2);
        await dying.DisposeAsync();
        _ = waiting.ContinueWith(failed => failed.Exception, TaskScheduler.Default);

        await using IAsyncDisposable permit = await second.EnterAsync(new ShardId(4, 8), Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_gives_back_turn_place_and_start()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await using (await gate.EnterAsync(new ShardId(0, 8), Cancelled))
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(0, 5).Select(_ => gate.EnterAsync(new ShardId(4, 8), ending.Token).AsTask())];
            await RedisFixture.UntilAsync(() => gate.Questions >= 7);
            await ending.CancelAsync();
            foreach (Task wait in waits)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
            }
        }

        var watch = Stopwatch.StartNew();
        await using IAsyncDisposable next = await gate.EnterAsync(new ShardId(4, 8), Cancelled);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.3, 1.5);
        Assert.Equal(2, await CountStartsAsync(redis));
    }

    [Fact]
    public async Task The_reserve_of_session_starts_is_kept_by_all_processes()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        SessionStartLimit limit = Limit with { Remaining = 13, ResetAfter = TimeSpan.FromSeconds(8), MaxConcurrency = 8 };
        RedisIdentifyGate[] gates = [await redis.CreateGateAsync(limit: limit), await redis.CreateGateAsync()];
        var watch = Stopwatch.StartNew();
        var entered = new ConcurrentQueue<TimeSpan>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async index =>
        {
            await using IAsyncDisposable permit = await gates[index % 2].EnterAsync(new ShardId(index, 8), Cancelled);
            entered.Enqueue(watch.Elapsed);
        }));

        Assert.Equal(3, entered.Count(time => time < TimeSpan.FromSeconds(7.5)));
        Assert.Equal(2, entered.Count(time => time >= TimeSpan.FromSeconds(7.5)));
        Assert.Contains(redis.Log.All, line => line.StartsWith("Warning: Session starts are at the reserve (10 left)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_of_discord_counts_the_starts_before_it_and_keeps_those_after()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit with { Total = 1000, Remaining = 15 });
        await (await gate.EnterAsync(new ShardId(0, 4), Cancelled)).DisposeAsync();
        await (await gate.EnterAsync(new ShardId(1, 4), Cancelled)).DisposeAsync();
        Assert.Equal(2, await CountStartsAsync(redis));
        await RedisFixture.UntilAsync(async () => await OldestStartAgeAsync(redis) > TimeSpan.FromSeconds(1.5));

        // Asked after those two, which Discord's answer therefore counts.
        gate.Update(Limit with { Remaining = 998 });
        await (await gate.EnterAsync(new ShardId(2, 4), Cancelled)).DisposeAsync();

        Assert.Equal(1, await CountStartsAsync(redis));
    }

    [Fact]
    public async Task A_process_takes_the_concurrency_that_another_was_told()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate told = await redis.CreateGateAsync(limit: Limit);
        RedisIdentifyGate untold = await redis.CreateGateAsync();
        await (await told.EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();

        // With a key for all shards, they would take 1.5 s.
        var watch = Stopwatch.StartNew();
        IAsyncDisposable[] permits = await Task.WhenAll(Enumerable.Range(1, 3).Select(index => untold.EnterAsync(new ShardId(index, 8), Cancelled).AsTask()));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 0.9);
        await Task.WhenAll(permits.Select(permit => permit.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task After_a_change_of_the_concurrency_no_key_has_a_turn_before_the_old_ones_were_over()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit with { MaxConcurrency = 1 });
        IAsyncDisposable held = await gate.EnterAsync(new ShardId(0, 8), Cancelled);
        var watch = Stopwatch.StartNew();
        gate.Update(Limit);

        await using IAsyncDisposable next = await gate.EnterAsync(new ShardId(1, 8), Cancelled);

        Assert.InRange(watch.Elapsed.TotalSeconds, 2.45, 4);
        await held.DisposeAsync();
    }

    [Fact]
    public async Task A_redis_without_a_limit_is_given_the_one_that_discord_tells()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        int fetched = 0;
        RedisIdentifyGateOptions options = RedisFixture.Fast with
        {
            FetchLimit = _ =>
            {
                Interlocked.Increment(ref fetched);
                return Task.FromResult(Limit);
            },
        };
        RedisIdentifyGate gate = await redis.CreateGateAsync(options);

        IAsyncDisposable[] permits = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => gate.EnterAsync(new ShardId(index, 8), Cancelled).AsTask()));

        Assert.Equal(1, fetched);
        await Task.WhenAll(permits.Select(permit => permit.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task A_limit_that_cannot_be_fetched_is_asked_for_once_and_discords_default_is_used()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        int fetched = 0;
        RedisIdentifyGate gate = await redis.CreateGateAsync(RedisFixture.Fast with
        {
            FetchLimit = _ => Interlocked.Increment(ref fetched) < 20 ? throw new HttpRequestException("Discord is away.") : Task.FromResult(Limit),
        });

        await using IAsyncDisposable permit = await gate.EnterAsync(new ShardId(0, 8), Cancelled);

        Assert.Equal(1, fetched);
        Assert.Single(redis.Log.All, line => line.StartsWith("Warning: The limit of session starts could not be fetched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_turn_that_cannot_be_ended_since_the_connection_is_closed_is_told_at_once()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        IConnectionMultiplexer closed = await redis.ConnectAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(RedisFixture.Fast with { MaxTurn = TimeSpan.FromMinutes(5) }, Limit, closed);
        IAsyncDisposable permit = await gate.EnterAsync(new ShardId(0, 8), Cancelled);
        await closed.DisposeAsync();

        await permit.DisposeAsync();

        await RedisFixture.UntilAsync(() => redis.Log.All.Any(line => line.StartsWith("Warning: Shard", StringComparison.Ordinal) && line.Contains("its turn to identify is over", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Keys_in_redis_name_the_bot_and_expire()
    {
        await using RedisFixture redis = await RedisFixture.StartAsync();
        RedisIdentifyGate gate = await redis.CreateGateAsync(limit: Limit);
        await (await gate.EnterAsync(new ShardId(0, 8), Cancelled)).DisposeAsync();
        IConnectionMultiplexer connection = await redis.ConnectAsync();

        List<RedisKey> keys = [.. connection.GetServers()[0].Keys()];

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.StartsWith("discord-gateway:{42}:", key));
        Assert.All(keys, key => Assert.NotNull(connection.GetDatabase().KeyTimeToLive(key)));
    }

    [Theory]
    [InlineData("MTEwMDAwMDAwMDAwMDAwMDAwMA.SIMULA.TOR", 1_100_000_000_000_000_000)]
    [InlineData("NDI.a.b", 42)]
    public void The_bots_id_is_read_from_its_token(string token, long id) => Assert.Equal((ulong)id, RedisIdentifyGate.GetBotId(token).Value);

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("LTQy.a.b")]
    public void A_token_without_an_id_is_refused_and_not_told(string token)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RedisIdentifyGate.GetBotId(token));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    internal static void AssertSpaced(IEnumerable<(int Key, TimeSpan Entered, TimeSpan Left)> turns, double seconds = 0.5)
    {
        foreach (IGrouping<int, (int Key, TimeSpan Entered, TimeSpan Left)> key in turns.GroupBy(turn => turn.Key))
        {
            (int Key, TimeSpan Entered, TimeSpan Left)[] all = [.. key.OrderBy(turn => turn.Entered)];
            Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(
                pair.Second.Entered - pair.First.Left >= TimeSpan.FromSeconds(seconds - 0.005), $"key {key.Key}: {pair.First.Left} and {pair.Second.Entered}"));
        }
    }

    private static async Task<long> CountStartsAsync(RedisFixture redis) =>
        await (await redis.ConnectAsync()).GetDatabase().SortedSetLengthAsync("discord-gateway:{42}:starts");

    private static async Task<TimeSpan> OldestStartAgeAsync(RedisFixture redis)
    {
        IDatabase database = (await redis.ConnectAsync()).GetDatabase();
        SortedSetEntry first = (await database.SortedSetRangeByRankWithScoresAsync("discord-gateway:{42}:starts", -1, -1))[0];
        DateTime now = await database.Multiplexer.GetServers()[0].TimeAsync();
        return now - DateTimeOffset.FromUnixTimeMilliseconds((long)first.Score).UtcDateTime + IdentifyBudget.Window;
    }
}
