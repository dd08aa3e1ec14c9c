namespace Discord.Gateway.Shards;

/// <summary>The user's clock, for those who cannot go on without one: while it throws, time stands still, and timers are those of the machine.</summary>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    private long _timestamp;
    private long _utcTicks;

    public override long TimestampFrequency { get; } = time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long GetTimestamp()
    {
        try
        {
            long now = time.GetTimestamp();
            Volatile.Write(ref _timestamp, now);
            return now;
        }
        catch (Exception)
        {
            return Volatile.Read(ref _timestamp);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            Volatile.Write(ref _utcTicks, now.UtcTicks);
            return now;
        }
        catch (Exception)
        {
            return new DateTimeOffset(Volatile.Read(ref _utcTicks), TimeSpan.Zero);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        try
        {
            return time.CreateTimer(callback, state, dueTime, period);
        }
        catch (Exception)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }
    }
}
