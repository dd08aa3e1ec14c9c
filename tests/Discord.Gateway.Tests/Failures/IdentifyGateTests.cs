using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Loggers, clocks, limits and cancellations that would break a gate: no turn is ever lost.</summary>
public sealed class IdentifyGateTests
{
    private static readonly SessionStartLimit Plenty = new(1000, 1000, TimeSpan.FromHours(24), 1);
    private static readonly SessionStartLimit Spent = new(1000, 0, TimeSpan.FromHours(20), 1);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_waiting_shard_has_its_wait_in_its_own_log()
    {
        var gate = new IdentifyGate(Spent, timeProvider: _clock);
        CapturedLogs[] logs = [new(), new()];
        Task<IAsyncDisposable>[] waits = [.. logs.Select((log, index) => gate.EnterAsync(new ShardId(index, 2), log, Cancellation).AsTask())];

        Assert.All(logs, log => Assert.Contains("wait 20:00:00", Assert.Single(log.Lines), StringComparison.Ordinal));

        await LetThroughAsync(gate, waits);
    }

    [Fact]
    public async Task The_gates_own_log_has_every_wait()
    {
        var logs = new CapturedLogs();
        var gate = new IdentifyGate(Spent, timeProvider: _clock, logger: logs);
        Task<IAsyncDisposable>[] waits = [
            gate.EnterAsync(new ShardId(0, 3), Cancellation).AsTask(),
            gate.EnterAsync(new ShardId(1, 3), new CapturedLogs(), Cancellation).AsTask(),
            gate.EnterAsync(new ShardId(2, 3), logs, Cancellation).AsTask(),
        ];

        Assert.Equal(3, logs.Lines.Count);

        await LetThroughAsync(gate, waits);
    }

    [Fact]
    public async Task A_shard_that_is_in_line_when_the_starts_run_out_logs_its_wait_too()
    {
        var logs = new CapturedLogs();
        var gate = new IdentifyGate(new SessionStartLimit(1000, 12, TimeSpan.FromHours(20), 1), timeProvider: _clock);
        IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 3), Cancellation);
        Task<IAsyncDisposable> second = gate.EnterAsync(new ShardId(1, 3), Cancellation).AsTask();
        Task<IAsyncDisposable> third = gate.EnterAsync(new ShardId(2, 3), logs, Cancellation).AsTask();
        await first.DisposeAsync();
        Assert.Empty(logs.Lines);

        await LetThroughAsync(gate, second, update: false);
        await AdvanceUntilAsync(() => logs.Lines.Count > 0);

        await LetThroughAsync(gate, third);
        Assert.Single(logs.Lines);
    }

    [Fact]
    public async Task The_shared_gate_logs_to_whoever_waits_and_not_to_its_first_shard()
    {
        CapturedLogs[] logs = [new(), new()];
        ShardOptions options = new() { Token = "MTIz.a.b", TimeProvider = _clock };
        IdentifyGate gate = IdentifyGate.ForBot(options with { Logger = logs[0] });
        Assert.Same(gate, IdentifyGate.ForBot(options with { Logger = logs[1] }));
        gate.Update(Spent);

        Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, logs[1], Cancellation).AsTask();

        Assert.Empty(logs[0].Lines);
        Assert.Single(logs[1].Lines);
        await LetThroughAsync(gate, wait);
    }

    [Fact]
    public async Task Waiting_for_starts_logs_to_the_logger_it_is_given()
    {
        var logs = new CapturedLogs();
        var gate = new IdentifyGate(Spent, timeProvider: _clock);

        Task wait = gate.WaitForStartsAsync(logs, Cancellation);
        Assert.Single(logs.Lines);

        gate.Update(Plenty);
        await wait;
    }

    [Fact]
    public async Task A_logger_that_throws_ends_no_wait_and_loses_no_turn()
    {
        var gate = new IdentifyGate(Spent, timeProvider: _clock, logger: new TroubledLogger(() => throw new IOException("Full.")));
        var logger = new TroubledLogger(() => throw new IOException("Full."));
        Task starts = gate.WaitForStartsAsync(logger, Cancellation);
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(0, 3).Select(index => gate.EnterAsync(new ShardId(index, 3), logger, Cancellation).AsTask())];

        await LetThroughAsync(gate, waits);

        await starts;
    }

    [Fact]
    public async Task A_logger_that_blocks_keeps_no_other_shard_waiting()
    {
        using var released = new ManualResetEvent(false);
        var blocking = new TroubledLogger(() => released.WaitOne());
        var gate = new IdentifyGate(Spent, timeProvider: _clock);
        Task<IAsyncDisposable> blocked = Task.Run(() => gate.EnterAsync(new ShardId(0, 2), blocking, Cancellation).AsTask(), Cancellation);
        await ManagerWorld.UntilAsync(() => blocking.IsEntered);
        Task<IAsyncDisposable> other = gate.EnterAsync(new ShardId(1, 2), new CapturedLogs(), Cancellation).AsTask();

        await LetThroughAsync(gate, other);

        released.Set();
        await LetThroughAsync(gate, blocked);
    }

    [Fact]
    public async Task A_logger_that_blocks_in_line_keeps_no_other_shard_waiting()
    {
        using var released = new ManualResetEvent(false);
        var blocking = new TroubledLogger(() => released.WaitOne());
        var gate = new IdentifyGate(new SessionStartLimit(1000, 12, TimeSpan.FromHours(20), 1), timeProvider: _clock);
        IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 4), Cancellation);
        Task<IAsyncDisposable> second = gate.EnterAsync(new ShardId(1, 4), Cancellation).AsTask();
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(2, 2).Select(index => gate.EnterAsync(new ShardId(index, 4), blocking, Cancellation).AsTask())];
        await first.DisposeAsync();
        await LetThroughAsync(gate, second, update: false);
        await AdvanceUntilAsync(() => blocking.IsEntered);

        await LetThroughAsync(gate, waits);

        released.Set();
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(5, 10)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public void A_reserve_that_is_not_below_an_explicit_limit_is_refused(int total, int reserve) =>
        Assert.Equal(
            "reserve",
            Assert.Throws<ArgumentOutOfRangeException>(() => new IdentifyGate(new SessionStartLimit(total, total, TimeSpan.FromHours(1), 1), reserve)).ParamName);

    [Fact]
    public async Task A_later_limit_that_is_not_above_the_reserve_reduces_it_with_one_warning()
    {
        var logs = new CapturedLogs();
        var gate = new IdentifyGate(reserve: 10, timeProvider: _clock, logger: logs);

        gate.Update(new SessionStartLimit(5, 5, TimeSpan.FromHours(20), 1));
        await LetThroughAsync(gate, gate.EnterAsync(ShardId.Single, logs, Cancellation).AsTask(), update: false);

        Assert.Equal(4, gate.Reserve);
        Assert.Equal(
            "Warning 29: The configured reserve of 10 session starts is not below Discord's total of 5: the reserve is now 4 ",
            Assert.Single(logs.Lines));
    }

    [Fact]
    public async Task A_reserve_that_is_not_below_the_limit_is_reduced_in_the_log_of_the_first_shard()
    {
        var gate = new IdentifyGate(timeProvider: _clock);
        gate.Update(new SessionStartLimit(5, 5, TimeSpan.FromHours(20), 2));
        gate.SetReserve(7);
        CapturedLogs[] logs = [new(), new()];

        await using IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 2), logs[0], Cancellation);
        Task<IAsyncDisposable> second = gate.EnterAsync(new ShardId(1, 2), logs[1], Cancellation).AsTask();

        Assert.Single(logs[0].Lines, line => line.StartsWith("Warning 29", StringComparison.Ordinal));
        Assert.DoesNotContain(logs[1].Lines, line => line.StartsWith("Warning 29", StringComparison.Ordinal));
        await LetThroughAsync(gate, second);
    }

    [Fact]
    public void A_reserve_set_before_the_limit_is_known_may_be_above_the_default()
    {
        var logs = new CapturedLogs();
        var gate = new IdentifyGate(timeProvider: _clock, logger: logs);
        gate.SetReserve(1500);

        gate.Update(new SessionStartLimit(2000, 2000, TimeSpan.FromHours(20), 1));

        Assert.Equal(1500, gate.Reserve);
        Assert.Empty(logs.Lines);
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(-5, -5, 1, 1)]
    [InlineData(100, -100, 3600, 1)]
    [InlineData(100, int.MinValue, 3600, 1)]
    [InlineData(int.MaxValue, int.MinValue, 3600, int.MaxValue)]
    [InlineData(100, 0, -3600, 1)]
    [InlineData(100, 0, 1e11, 1)]
    [InlineData(100, 5000, 3600, int.MaxValue)]
    public async Task Absurd_limits_neither_throw_nor_stop_a_shard_for_good(int total, int remaining, double resetSeconds, int maxConcurrency)
    {
        var gate = new IdentifyGate(timeProvider: _clock);
        gate.Update(new SessionStartLimit(total, remaining, TimeSpan.FromSeconds(resetSeconds), maxConcurrency));
        Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();
        Assert.InRange(gate.Remaining, 0, Math.Max(1, total));

        for (int hour = 0; hour < 25; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
        }

        await (await wait).DisposeAsync();
    }

    [Fact]
    public async Task The_longest_reset_that_a_time_span_can_hold_is_a_day()
    {
        var gate = new IdentifyGate(new SessionStartLimit(100, 0, TimeSpan.MaxValue, 1), timeProvider: _clock);
        gate.Update(new SessionStartLimit(100, 0, TimeSpan.MinValue, 1));

        await (await gate.EnterAsync(ShardId.Single, Cancellation)).DisposeAsync();
    }

    [Fact]
    public async Task A_better_limit_lets_a_waiting_shard_through_at_once()
    {
        var gate = new IdentifyGate(Spent, timeProvider: _clock);
        Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();

        gate.Update(Plenty);

        await (await wait).DisposeAsync();
    }

    [Fact]
    public async Task A_smaller_reserve_lets_a_waiting_shard_through_at_once()
    {
        var gate = new IdentifyGate(new SessionStartLimit(1000, 10, TimeSpan.FromHours(20), 1), timeProvider: _clock);
        Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();

        gate.SetReserve(9);

        await (await wait).DisposeAsync();
    }

    [Fact]
    public async Task A_higher_concurrency_lets_shards_of_different_keys_go_together()
    {
        var gate = new IdentifyGate(Plenty, timeProvider: _clock);
        IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 5), Cancellation);
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(1, 4).Select(index => gate.EnterAsync(new ShardId(index, 5), Cancellation).AsTask())];
        await first.DisposeAsync();

        gate.Update(Plenty with { MaxConcurrency = 4 });
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);
        await AdvanceUntilAsync(() => waits.All(wait => wait.IsCompleted));

        foreach (IAsyncDisposable permit in await Task.WhenAll(waits))
        {
            await permit.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_lower_concurrency_keeps_all_shards_five_seconds_apart()
    {
        var gate = new IdentifyGate(Plenty with { MaxConcurrency = 4 }, timeProvider: _clock);
        IAsyncDisposable[] permits = await Task.WhenAll(Enumerable.Range(0, 4).Select(index => gate.EnterAsync(new ShardId(index, 8), Cancellation).AsTask()));
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(4, 4).Select(index => gate.EnterAsync(new ShardId(index, 8), Cancellation).AsTask())];
        gate.Update(Plenty);
        foreach (IAsyncDisposable permit in permits)
        {
            await permit.DisposeAsync();
        }

        DateTimeOffset last = _clock.GetUtcNow();
        for (int passed = 1; passed <= 4; passed++)
        {
            await AdvanceUntilAsync(() => waits.Any(wait => wait.IsCompleted));
            Task<IAsyncDisposable> next = Assert.Single(waits, wait => wait.IsCompleted);
            Assert.True(_clock.GetUtcNow() - last >= IdentifyBudget.Interval);
            last = _clock.GetUtcNow();
            await (await next).DisposeAsync();
            waits = [.. waits.Where(wait => wait != next)];
        }
    }

    [Fact]
    public async Task A_permit_passes_one_turn_however_often_it_is_disposed()
    {
        var gate = new IdentifyGate(Plenty, timeProvider: _clock);
        IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 3), Cancellation);
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(1, 2).Select(index => gate.EnterAsync(new ShardId(index, 3), Cancellation).AsTask())];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await first.DisposeAsync(), Cancellation)));
        _clock.Advance(IdentifyBudget.Interval);
        IAsyncDisposable second = await waits[0];
        await first.DisposeAsync();
        _clock.Advance(IdentifyBudget.Interval);
        Assert.False(waits[1].IsCompleted);

        await second.DisposeAsync();
        await LetThroughAsync(gate, waits[1]);
    }

    [Fact]
    public async Task A_shard_cancelled_in_line_or_at_its_turn_leaves_the_turn_to_the_next()
    {
        var gate = new IdentifyGate(Plenty, timeProvider: _clock);
        using var cancellation = new CancellationTokenSource();
        await (await gate.EnterAsync(new ShardId(0, 5), Cancellation)).DisposeAsync();
        Task<IAsyncDisposable>[] cancelled = [.. Enumerable.Range(1, 3).Select(index => gate.EnterAsync(new ShardId(index, 5), cancellation.Token).AsTask())];
        Task<IAsyncDisposable> last = gate.EnterAsync(new ShardId(4, 5), Cancellation).AsTask();

        await cancellation.CancelAsync();

        foreach (Task<IAsyncDisposable> wait in cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        await LetThroughAsync(gate, last);
    }

    [Fact]
    public async Task A_registration_that_fails_leaves_the_line()
    {
        var gate = new IdentifyGate(Plenty, timeProvider: _clock);
        IAsyncDisposable first = await gate.EnterAsync(new ShardId(0, 3), Cancellation);
        var disposed = new CancellationTokenSource();
        CancellationToken token = disposed.Token;
        disposed.Dispose();
        Task<IAsyncDisposable> second = gate.EnterAsync(new ShardId(1, 3), token).AsTask();
        Task<IAsyncDisposable> third = gate.EnterAsync(new ShardId(2, 3), Cancellation).AsTask();

        await first.DisposeAsync();
        await AdvanceUntilAsync(() => second.IsCompleted);
        if (second.IsCompletedSuccessfully)
        {
            await (await second).DisposeAsync();
        }

        await LetThroughAsync(gate, third);
    }

    [Fact]
    public async Task Many_shards_cancelled_at_once_do_not_overflow_the_stack()
    {
        var gate = new IdentifyGate(Plenty, timeProvider: _clock);
        using var cancellation = new CancellationTokenSource();
        await (await gate.EnterAsync(ShardId.Single, Cancellation)).DisposeAsync();
        Task<IAsyncDisposable>[] waits = [.. Enumerable.Range(0, 20_000).Select(_ => gate.EnterAsync(ShardId.Single, cancellation.Token).AsTask())];
        Task<IAsyncDisposable> last = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();

        await cancellation.CancelAsync();

        await LetThroughAsync(gate, last);
        Assert.All(waits, wait => Assert.True(wait.IsCanceled));
    }

    [Fact]
    public async Task A_clock_that_jumps_or_runs_backwards_does_not_throw()
    {
        var clock = new JumpingClock();
        var gate = new IdentifyGate(Plenty, timeProvider: clock);
        foreach (long timestamp in new[] { 5, -1_000_000, long.MaxValue, long.MinValue, 0, long.MaxValue, 17 })
        {
            clock.Timestamp = timestamp;
            gate.Update(Plenty);
            Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();
            IAsyncDisposable permit = await FinishAsync(clock, wait);
            await permit.DisposeAsync();
            Assert.InRange(gate.Remaining, 0, 1000);
        }
    }

    [Fact]
    public async Task A_clock_that_went_back_does_not_make_the_wait_longer()
    {
        var clock = new JumpingClock { Timestamp = 100 * TimeSpan.TicksPerHour };
        var gate = new IdentifyGate(Plenty, timeProvider: clock);
        await (await gate.EnterAsync(ShardId.Single, Cancellation)).DisposeAsync();
        clock.Timestamp = 0;
        Task<IAsyncDisposable> wait = gate.EnterAsync(ShardId.Single, Cancellation).AsTask();

        clock.Timestamp = IdentifyBudget.Interval.Ticks;
        clock.FireTimers();

        await (await wait).DisposeAsync();
    }

    private static async Task<IAsyncDisposable> FinishAsync(JumpingClock clock, Task<IAsyncDisposable> wait)
    {
        await ManagerWorld.UntilAsync(() =>
        {
            clock.Timestamp = unchecked(clock.Timestamp + clock.TimestampFrequency);
            clock.FireTimers();
            return wait.IsCompleted;
        });
        return await wait;
    }

    private Task LetThroughAsync(IdentifyGate gate, Task<IAsyncDisposable> wait, bool update = true) => LetThroughAsync(gate, [wait], update);

    /// <summary>Ends the wait for the reset, and leaves for each shard.</summary>
    private async Task LetThroughAsync(IdentifyGate gate, Task<IAsyncDisposable>[] waits, bool update = true)
    {
        if (update)
        {
            gate.Update(Plenty);
        }

        foreach (Task<IAsyncDisposable> wait in waits)
        {
            await AdvanceUntilAsync(() => wait.IsCompleted);
            await (await wait).DisposeAsync();
        }
    }

    private Task AdvanceUntilAsync(Func<bool> holds) => ManagerWorld.UntilAsync(() =>
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return holds();
    });

    private sealed class TroubledLogger(Action act) : ILogger
    {
        private volatile bool _isEntered;

        internal bool IsEntered => _isEntered;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _isEntered = true;
            act();
        }
    }

    private sealed class JumpingClock : TimeProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<(TimerCallback Callback, object? State)> _timers = new();
        private long _timestamp;

        internal long Timestamp
        {
            get => Volatile.Read(ref _timestamp);
            set => Volatile.Write(ref _timestamp, value);
        }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Timestamp;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Enqueue((callback, state));
            return new NoTimer();
        }

        internal void FireTimers()
        {
            // Not those that are created meanwhile.
            for (int left = _timers.Count; left > 0 && _timers.TryDequeue(out (TimerCallback Callback, object? State) timer); left--)
            {
                timer.Callback(timer.State);
            }
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
