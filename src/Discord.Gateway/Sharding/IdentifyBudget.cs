namespace Discord.Gateway;

/// <summary>
/// Decides when a bot's shards may identify: one per key every 5 s, and none while the session starts left are at the reserve. Pure: the time is passed in.
/// </summary>
internal sealed class IdentifyBudget(int reserve)
{
    /// <summary>Discord's 5 s, and a margin for two identifies that take different times to reach Discord.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5.5);

    /// <summary>
    /// The time for which a start counts. Discord does not say when its 24 h begin; whenever they do, starts of any 24 h are within the limit.
    /// </summary>
    internal static readonly TimeSpan Window = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, TimeSpan> _nextOfKey = [];

    // Starts that were used, the first to come back first: a reset is at most 24 h away, and our own come back later.
    private readonly Queue<(TimeSpan FreeAt, int Count)> _used = new();
    private SessionStartLimit _limit = SessionStartLimit.Default;
    private int _remaining = SessionStartLimit.Default.Total;

    // After a change of the concurrency, no key may identify before the latest of the old keys.
    private TimeSpan? _nextOfAll;

    /// <summary>The configured reserve.</summary>
    internal int ConfiguredReserve { get; set; } = reserve;

    /// <summary>The reserve that is kept: below the limit's total, since no shard could ever identify otherwise.</summary>
    internal int Reserve => Math.Min(ConfiguredReserve, _limit.Total - 1);

    internal int Total => _limit.Total;

    internal int MaxConcurrency => _limit.MaxConcurrency;

    /// <summary>Replaces the limit by the one of <c>/gateway/bot</c>, which counts all starts until now and says when it forgets them.</summary>
    internal void Update(SessionStartLimit limit, TimeSpan now)
    {
        if (limit.MaxConcurrency != _limit.MaxConcurrency && _nextOfKey.Count > 0)
        {
            TimeSpan latest = _nextOfKey.Values.Max();
            _nextOfAll = _nextOfAll > latest ? _nextOfAll : latest;
            _nextOfKey.Clear();
        }

        // Numbers that cannot be true must neither stop the bot for good nor overflow: a window always has a start, and ends within 24 h.
        int total = Math.Max(1, limit.Total);
        _limit = limit with { Total = total };
        _remaining = total;
        _used.Clear();
        TimeSpan resetAfter = limit.ResetAfter < TimeSpan.Zero ? TimeSpan.Zero : limit.ResetAfter > Window ? Window : limit.ResetAfter;
        Use(total - Math.Clamp(limit.Remaining, 0, total), freeAt: now + resetAfter);
    }

    internal int Remaining(TimeSpan now)
    {
        while (_used.TryPeek(out (TimeSpan FreeAt, int Count) first) && now >= first.FreeAt)
        {
            _remaining += _used.Dequeue().Count;
        }

        return _remaining;
    }

    /// <summary>The time until a session start is available.</summary>
    internal TimeSpan WaitForStart(TimeSpan now)
    {
        int missing = Reserve + 1 - Remaining(now);
        if (missing <= 0)
        {
            return TimeSpan.Zero;
        }

        foreach ((TimeSpan freeAt, int count) in _used)
        {
            missing -= count;
            if (missing <= 0)
            {
                return freeAt - now;
            }
        }

        // Not reached: all starts together are more than the reserve.
        return Window;
    }

    /// <summary>Takes a session start for a key if it may identify now; otherwise returns how long it must wait, and whether it waits for the reset.</summary>
    internal bool TryTake(int key, TimeSpan now, out TimeSpan wait, out bool isExhausted)
    {
        wait = WaitForStart(now);
        isExhausted = wait > TimeSpan.Zero;
        if (!isExhausted && (_nextOfKey.TryGetValue(key, out TimeSpan next) ? next : _nextOfAll) is { } nextAt)
        {
            wait = nextAt - now;
        }

        if (wait > TimeSpan.Zero)
        {
            return false;
        }

        Use(1, freeAt: now + Window);
        return true;
    }

    /// <summary>The identify was written, or failed: the 5 s of its key count from here.</summary>
    internal void Written(int key, TimeSpan now) => _nextOfKey[key] = now + Interval;

    private void Use(int count, TimeSpan freeAt)
    {
        _remaining -= count;
        _used.Enqueue((freeAt, count));
    }
}
