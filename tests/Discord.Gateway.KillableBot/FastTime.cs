namespace Discord.Gateway.KillableBot;

/// <summary>
/// A clock that is the same in all processes and faster than the machine's, so that short lives hold what takes a second: the first snapshot, windows of identifies, a resharding.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    /// <summary>Seconds of this clock in one of the machine's.</summary>
    private const int Factor = 4;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start + ((base.GetUtcNow() - Start) * Factor);

    public override long GetTimestamp() => base.GetTimestamp() * Factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(base.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)));

    private static TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / Factor : time;

    private sealed class FastTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Shorten(dueTime), Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
