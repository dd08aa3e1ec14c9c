using Discord.Gateway.Protocol;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>A clock that lies once must not end the shard.</summary>
public sealed class CrowdClockTests
{
    [Fact]
    public async Task A_clock_that_lies_at_the_shards_creation_does_not_keep_it_from_reconnecting()
    {
        await using var world = new World(options: options => options with { TimeProvider = new OnceLyingClock((FakeTimeProvider)options.TimeProvider) });
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.PassAsync(TimeSpan.FromSeconds(10));

        first.Cut();

        await world.NextConnectionAsync();
    }

    [Fact]
    public void Shards_whose_time_is_ahead_are_no_crowd_for_ever()
    {
        var crowd = new ReconnectCrowd(new FakeTimeProvider());
        for (int i = 0; i < 6; i++)
        {
            // Their clock jumped ahead by an hour, and back: their time goes on from there.
            _ = crowd.Join(0)(TimeSpan.FromHours(1));
        }

        Func<TimeSpan, bool> disconnects = crowd.Join(0);
        bool[] isCrowded = [.. Enumerable.Range(1, 100).Select(minute => disconnects(TimeSpan.FromSeconds(minute * 30)))];

        Assert.DoesNotContain(true, isCrowded[10..]);
    }

    /// <summary>Counts from 0, as a stopwatch does, but for the first time it is asked.</summary>
    private sealed class OnceLyingClock(FakeTimeProvider inner) : TimeProvider
    {
        private readonly long _start = inner.GetTimestamp();
        private int _asked;

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => Interlocked.Increment(ref _asked) == 1 ? long.MaxValue : inner.GetTimestamp() - _start;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }
}
