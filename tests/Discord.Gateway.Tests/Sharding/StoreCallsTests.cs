using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Calls of a store that does not answer, and of several callers at once.</summary>
public sealed class StoreCallsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private int _running;

    [Fact]
    public async Task A_call_that_takes_too_long_is_cancelled_and_fails_by_time()
    {
        CancellationToken given = default;
        Exception? failure = null;
        Task<int[]> calling = Calls(2).CallAllAsync(
            [0],
            Shard,
            async (_, token) =>
            {
                given = token;
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            },
            (_, error) => failure = error,
            CancellationToken.None);
        await ManagerWorld.UntilAsync(() => given.CanBeCanceled);

        _clock.Advance(Patience);
        await ManagerWorld.UntilAsync(() => calling.IsCompleted && given.IsCancellationRequested);

        Assert.Single(await calling);
        Assert.IsType<TimeoutException>(failure);
    }

    [Fact]
    public async Task Who_is_cancelled_waits_neither_for_an_earlier_call_nor_for_room()
    {
        var never = new TaskCompletionSource();
        StoreCalls calls = Calls(1);
        Task<int[]> first = CallAsync(calls, 0, never.Task, CancellationToken.None);
        await ManagerWorld.UntilAsync(() => Volatile.Read(ref _running) == 1);
        using var ending = new CancellationTokenSource();
        Task<int[]> sameShard = CallAsync(calls, 0, never.Task, ending.Token);
        Task<int[]> noRoom = CallAsync(calls, 1, never.Task, ending.Token);

        await ending.CancelAsync();
        await ManagerWorld.UntilAsync(() => sameShard.IsCompleted && noRoom.IsCompleted);

        Assert.True(sameShard.IsCanceled && noRoom.IsCanceled);
        Assert.Equal((1, false), (_running, first.IsCompleted));
        never.SetResult();
        Assert.Empty(await first);
    }

    [Fact]
    public async Task Two_that_wait_for_the_same_shard_are_called_one_after_the_other()
    {
        var ends = new ConcurrentQueue<TaskCompletionSource>();
        StoreCalls calls = Calls(4);
        Task[] all = [.. Enumerable.Range(0, 3).Select(_ => calls.CallAllAsync(
            [0],
            Shard,
            (_, _) =>
            {
                var end = new TaskCompletionSource();
                ends.Enqueue(end);
                return new ValueTask(end.Task);
            },
            static (_, _) => { },
            CancellationToken.None))];

        foreach (Task _ in all)
        {
            ThreadPoolRest.Await();
            Assert.True(ends.TryDequeue(out TaskCompletionSource? end) && ends.IsEmpty, "One call at a time.");
            end.SetResult();
        }

        await Task.WhenAll(all);
    }

    private static ShardId Shard(int index) => new(index, 2);

    private StoreCalls Calls(int most) => new(most, Patience, _clock);

    private Task<int[]> CallAsync(StoreCalls calls, int shard, Task until, CancellationToken cancellationToken) => calls.CallAllAsync(
        [shard],
        Shard,
        async (_, _) =>
        {
            Interlocked.Increment(ref _running);
            await until;
            Interlocked.Decrement(ref _running);
        },
        static (_, _) => { },
        cancellationToken);
}
