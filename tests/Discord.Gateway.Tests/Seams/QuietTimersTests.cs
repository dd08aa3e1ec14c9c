using Discord.Gateway.Shards;

namespace Discord.Gateway.Tests.Seams;

/// <summary>The timers of waits, whose disposal is the work of whoever made the clock.</summary>
public class QuietTimersTests
{
    [Fact]
    public async Task A_timer_whose_disposal_blocks_holds_nobody()
    {
        using var time = new DisposalTime();
        ITimer timer = new QuietTimers(time, _ => { }).CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await Task.Run(timer.Dispose, TestContext.Current.CancellationToken).WaitAsync(DisposalTime.Patience, TestContext.Current.CancellationToken);

        await time.Disposing.WaitAsync(DisposalTime.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_disposal_throws_is_told()
    {
        using var time = new DisposalTime { Error = new InvalidOperationException("no") };
        var told = new TaskCompletionSource<Exception>();
        ITimer timer = new QuietTimers(time, told.SetResult).CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        await timer.DisposeAsync();

        Assert.Same(time.Error, await told.Task.WaitAsync(DisposalTime.Patience, TestContext.Current.CancellationToken));
    }

    /// <summary>A clock whose timers block in their disposal, or throw.</summary>
    private sealed class DisposalTime : TimeProvider, IDisposable
    {
        /// <summary>Real time, which only a failing test uses up.</summary>
        internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly TaskCompletionSource _disposing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _isOver = new();

        internal Exception? Error { get; init; }

        internal Task Disposing => _disposing.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this);

        public void Dispose() => _isOver.Set();

        private sealed class Timer(DisposalTime time) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                time._disposing.TrySetResult();
                if (time.Error is { } error)
                {
                    throw error;
                }

                time._isOver.Wait(2 * Patience);
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
