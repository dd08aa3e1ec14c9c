namespace Discord.Gateway.Tests.Sharding;

/// <summary>The bot's clock fails while a manager runs.</summary>
public sealed class FailingClockTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clock_that_throws_for_a_while_ends_no_run_and_loses_no_event(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 1);
        var clock = new FailingClock(world.Clock);
        world.Options = world.Options with
        {
            EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel,
            ShardOptions = world.Options.ShardOptions with { TimeProvider = clock },
        };
        await world.StartAndConnectAsync();
        clock.Throws = true;
        await world.SayAsync(0, "1");
        await world.SayAsync(0, "2");
        await ManagerWorld.UntilAsync(() => world.Running.IsCompleted || world.Handled.Count == 2);
        clock.Throws = false;
        await world.SayAsync(0, "3");
        await ManagerWorld.UntilAsync(() => world.Running.IsCompleted || world.Handled.Count == 3);

        Assert.Equal(["1", "2", "3"], world.Handled);
        Assert.False(world.Running.IsCompleted);
    }

    private sealed class FailingClock(TimeProvider inner) : TimeProvider
    {
        private volatile bool _throws;

        internal bool Throws
        {
            get => _throws;
            set => _throws = value;
        }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Throws ? throw new NotSupportedException() : inner.GetUtcNow();

        public override long GetTimestamp() => Throws ? throw new NotSupportedException() : inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Throws ? throw new NotSupportedException() : inner.CreateTimer(callback, state, dueTime, period);
    }
}
