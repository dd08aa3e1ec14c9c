using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A timer that calls back at once, while it is being set: ShardTimer says that it may.</summary>
public sealed class InlineTimerTests
{
    [Fact]
    public async Task A_timer_that_calls_back_while_it_is_set_does_not_fill_the_stack()
    {
        InlineClock? clock = null;
        await using (var world = new World(options: options => options with { TimeProvider = clock = new InlineClock((FakeTimeProvider)options.TimeProvider) }))
        {
            await world.ConnectAndDrainAsync();
        }

        Assert.InRange(clock!.Deepest, 1, InlineClock.MaxDepth / 2);
    }

    private sealed class InlineClock(FakeTimeProvider inner) : TimeProvider
    {
        /// <summary>Where it stops calling back, so that the test's process survives.</summary>
        internal const int MaxDepth = 200;

        internal int Deepest { get; private set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new InlineTimer(this, () => callback(state), inner.CreateTimer(callback, state, dueTime, period));

        private sealed class InlineTimer(InlineClock clock, Action call, ITimer inner) : ITimer
        {
            private int _depth;

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime != Timeout.InfiniteTimeSpan && _depth < MaxDepth)
                {
                    clock.Deepest = Math.Max(clock.Deepest, ++_depth);
                    call();
                    _depth--;
                }

                return inner.Change(dueTime, period);
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
