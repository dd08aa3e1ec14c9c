namespace Discord.Gateway;

/// <summary>
/// When a bot's shards may identify: one of a key in 5 s, and none once the session starts left are down to the reserve. Pure: the time is passed in.
/// </summary>
internal sealed class IdentifyBudget(int reserve)
{
    /// <summary>Discord's 5 s, and what the way to Discord may differ between two identifies.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5.25);

    /// <summary>
    /// How long a start counts. Discord does not say when its 24 h begin; whichever it is, starts of any 24 h are within the limit.
    /// </summary>
    internal static readonly TimeSpan Window = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, TimeSpan> _nextOfKey = [];

    // Starts that were used, the first to come back first: a reset is at most 24 h away, and our own come back later.
    private readonly Queue<(TimeSpan FreeAt, int Count)> _used = new();
    private SessionStartLimit _limit = SessionStartLimit.Default;
    private int _remaining = SessionStartLimit.Default.Total;

    internal int Reserve { get; set; } = reserve;

    internal int MaxConcurrency => _limit.MaxConcurrency;

    /// <summary>Takes over what <c>/gateway/bot</c> says: it knows all starts until now, and when it forgets them.</summary>
    internal void Update(SessionStartLimit limit, TimeSpan now)
    {
        _limit = limit;
        _remaining = limit.Total;
        _used.Clear();
        Use(limit.Total - limit.Remaining, freeAt: now + limit.ResetAfter);
    }

    internal int Remaining(TimeSpan now)
    {
        while (_used.TryPeek(out (TimeSpan FreeAt, int Count) first) && now >= first.FreeAt)
        {
            _remaining += _used.Dequeue().Count;
        }

        return _remaining;
    }

    /// <summary>How long there is no session start to spend.</summary>
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

        // Where the reserve is larger than the limit there will never be one; it is looked at again once a day.
        return Window;
    }

    /// <summary>Takes a session start for a key, if it may identify now; else tells how long it has to wait, and whether for the reset.</summary>
    internal bool TryTake(int key, TimeSpan now, out TimeSpan wait, out bool isExhausted)
    {
        wait = WaitForStart(now);
        isExhausted = wait > TimeSpan.Zero;
        if (!isExhausted && _nextOfKey.TryGetValue(key, out TimeSpan next))
        {
            wait = next - now;
        }

        if (wait > TimeSpan.Zero)
        {
            return false;
        }

        Use(1, freeAt: now + Window);
        return true;
    }

    /// <summary>The identify was written, or came to nothing: the 5 s of its key count from here.</summary>
    internal void Written(int key, TimeSpan now) => _nextOfKey[key] = now + Interval;

    private void Use(int count, TimeSpan freeAt)
    {
        _remaining -= count;
        _used.Enqueue((freeAt, count));
    }
}
