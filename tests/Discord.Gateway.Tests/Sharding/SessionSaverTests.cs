using System.Collections.Concurrent;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>A store that is slow, fails, blocks or never answers.</summary>
public sealed class SessionSaverTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CapturedLogs _logs = new();
    private readonly TestStore _store;

    public SessionSaverTests() => _store = new TestStore(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<ShardSession> Sessions(int count, long sequence) =>
        Enumerable.Range(0, count).Select(index => new ShardSession($"session-{index}", new Uri("wss://resume.example/"), sequence) { ShardId = new ShardId(index, count) });

    [Fact]
    public async Task Two_hundred_sessions_are_saved_within_a_second_by_a_store_that_takes_a_tenth_of_it_for_each()
    {
        _store.Delay = TimeSpan.FromMilliseconds(100);
        SessionSaver saver = Create();

        Task<int> saving = saver.SaveAsync(Sessions(200, 1), Cancellation);
        TimeSpan took = await AdvanceUntilAsync(saving);

        Assert.Equal(200, await saving);
        Assert.InRange(took, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_store_that_never_answers_is_waited_for_ten_seconds_and_told_of_once()
    {
        _store.Delay = Timeout.InfiniteTimeSpan;
        SessionSaver saver = Create();

        Task<int> saving = saver.SaveAsync(Sessions(200, 1), Cancellation);
        TimeSpan took = await AdvanceUntilAsync(saving);

        Assert.Equal(0, await saving);
        Assert.InRange(took, SessionSaver.Patience, SessionSaver.Patience + TimeSpan.FromSeconds(1));
        Assert.Contains("did not answer within 00:00:10", Assert.Single(_logs.Lines, line => line.Contains("could not be saved", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_blocks_its_thread_holds_nobody()
    {
        using var blocked = new ManualResetEventSlim();
        _store.Block = blocked;
        SessionSaver saver = Create();

        Task<int> saving = saver.SaveAsync(Sessions(1, 1), Cancellation);
        await AdvanceUntilAsync(saving);
        blocked.Set();

        Assert.Equal(0, await saving);
    }

    [Fact]
    public async Task A_session_is_not_saved_again_while_its_last_call_goes_on()
    {
        _store.Delay = TimeSpan.FromSeconds(12);
        _store.IgnoresCancellation = true;
        SessionSaver saver = Create();
        await AdvanceUntilAsync(saver.SaveAsync(Sessions(1, 1), Cancellation));

        Task<int> saving = saver.SaveAsync(Sessions(1, 2), Cancellation);
        await AdvanceUntilAsync(_store.Saved(2));

        Assert.Equal(1, _store.MostAtOnce);
        await AdvanceUntilAsync(saving);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_of_once_and_so_is_its_recovery()
    {
        SessionSaver saver = Create();
        for (int sequence = 1; sequence <= 3; sequence++)
        {
            _store.Error = sequence < 3 ? new IOException("disk full") : null;
            Assert.Equal(sequence < 3 ? 0 : 4, await saver.SaveAsync(Sessions(4, sequence), Cancellation));
        }

        Assert.Single(_logs.Lines, line => line.Contains("could not be saved", StringComparison.Ordinal));
        Assert.Single(_logs.Lines, line => line.Contains("Sessions are saved again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_never_answers_a_load_has_no_session()
    {
        _store.Delay = Timeout.InfiniteTimeSpan;
        SessionSaver saver = Create();

        Task<IReadOnlyDictionary<ShardId, ShardSession>> loading = saver.LoadAsync([ShardId.Single], Cancellation);
        await AdvanceUntilAsync(loading);

        Assert.Empty(await loading);
        Assert.Contains("the shard identifies", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_whose_store_never_answers_starts_and_stops()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 16);
        world.Options = world.Options with { SessionStore = new TestStore(world.Clock) { Delay = Timeout.InfiniteTimeSpan } };
        await world.StartAndConnectAsync();
        DateTimeOffset started = world.Clock.GetUtcNow();
        await world.StopAsync();

        Assert.InRange(world.Clock.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(21));
        Assert.Contains(world.Logs.Lines, line => line.Contains("All shards are stopped; 0 sessions were kept", StringComparison.Ordinal));
    }

    private SessionSaver Create() => new(_store, _clock, TimeSpan.FromSeconds(5), _logs);

    private async Task<TimeSpan> AdvanceUntilAsync(Task task)
    {
        await Task.Yield();
        DateTimeOffset started = _clock.GetUtcNow();
        for (int step = 0; step < 600 && !task.IsCompleted; step++)
        {
            if (_store.Block is null)
            {
                ThreadPoolRest.AwaitOr(() => task.IsCompleted);
            }

            if (!task.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(50));
            }
        }

        await task;
        return _clock.GetUtcNow() - started;
    }

    private sealed class TestStore(TimeProvider time) : ISessionStore
    {
        private readonly ConcurrentDictionary<long, TaskCompletionSource> _saved = [];
        private int _now;

        internal TimeSpan Delay { get; set; }

        internal bool IgnoresCancellation { get; set; }

        internal ManualResetEventSlim? Block { get; set; }

        internal Exception? Error { get; set; }

        internal int MostAtOnce { get; private set; }

        internal Task Saved(long sequence) => _saved.GetOrAdd(sequence, _ => new TaskCompletionSource()).Task;

        public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            await Task.Delay(Delay, time, cancellationToken);
            return null;
        }

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            _ = Block is { } block && ThreadPoolRest.Hold(block, TimeSpan.FromSeconds(30), CancellationToken.None);
            await Task.Delay(Delay, time, IgnoresCancellation ? CancellationToken.None : cancellationToken);
            Interlocked.Decrement(ref _now);
            if (Error is not null)
            {
                throw Error;
            }

            _saved.GetOrAdd(session.Sequence, _ => new TaskCompletionSource()).TrySetResult();
        }

        public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => await Task.Delay(Delay, time, cancellationToken);
    }
}
