using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Shards;

/// <summary>
/// The shard's time: counted from its creation, and never going back, whatever the <see cref="TimeProvider"/> says. While that throws, time stands still. If it jumps
/// back, time goes on from where it was; if it jumps further ahead than a machine sleeps, the jump counts as none.
/// </summary>
internal sealed class ShardClock(TimeProvider time, ShardId shardId, ILogger logger)
{
    /// <summary>Threads that read the clock at the same time come up to this late with what they read.</summary>
    private const long MaxLateness = TimeSpan.TicksPerSecond;

    private const long MaxJump = 400 * TimeSpan.TicksPerDay;

    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _lock = new();
    private long _offset;
    private long _latest;
    private int _hasFailed;

    /// <summary>The timestamp from which the shard's time is counted.</summary>
    internal long Origin => _origin;

    /// <summary>The time now. May be read by any thread.</summary>
    internal TimeSpan Now
    {
        get
        {
            long latest = Volatile.Read(ref _latest);
            if (!TryRead(out long elapsed))
            {
                return new TimeSpan(latest);
            }

            long now = unchecked(elapsed + Volatile.Read(ref _offset));
            if (!IsPlausible(now, latest))
            {
                now = Rebase(elapsed);
            }

            while (now > latest)
            {
                long seen = Interlocked.CompareExchange(ref _latest, now, latest);
                if (seen == latest)
                {
                    return new TimeSpan(now);
                }

                latest = seen;
            }

            return new TimeSpan(latest);
        }
    }

    internal void OnFailed(Exception error)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
        {
            logger.ClockFailed(shardId, error);
        }
    }

    private static bool IsPlausible(long now, long latest) => now >= latest - MaxLateness && now <= latest + MaxJump;

    private bool TryRead(out long elapsed)
    {
        try
        {
            elapsed = time.GetElapsedTime(_origin).Ticks;
            return true;
        }
        catch (Exception error)
        {
            OnFailed(error);
            elapsed = 0;
            return false;
        }
    }

    /// <summary>Lets time go on from where it was.</summary>
    private long Rebase(long elapsed)
    {
        lock (_lock)
        {
            long latest = Volatile.Read(ref _latest);
            long now = unchecked(elapsed + _offset);
            if (!IsPlausible(now, latest))
            {
                Volatile.Write(ref _offset, unchecked(latest - elapsed));
                now = latest;
            }

            return now;
        }
    }
}
