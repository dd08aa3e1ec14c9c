namespace Discord.Gateway;

/// <summary>
/// When a bot's shards may identify: one of a key in 5 s, and none once the session starts left are down to the reserve. Pure: the time is passed in.
/// </summary>
internal sealed class IdentifyBudget(int reserve)
{
    /// <summary>Discord's 5 s, and what the way to Discord may differ between two identifies.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5.25);

    private readonly Dictionary<int, TimeSpan> _nextOfKey = [];
    private SessionStartLimit _limit = SessionStartLimit.Default;
    private int _remaining;
    private TimeSpan _resetAt;

    internal int Reserve { get; set; } = reserve;

    internal int MaxConcurrency => _limit.MaxConcurrency;

    /// <summary>Takes over what <c>/gateway/bot</c> says.</summary>
    internal void Update(SessionStartLimit limit, TimeSpan now)
    {
        _limit = limit;
        _remaining = limit.Remaining;
        _resetAt = now + limit.ResetAfter;
    }

    internal int Remaining(TimeSpan now)
    {
        if (now >= _resetAt)
        {
            _remaining = _limit.Total;
            _resetAt = now + TimeSpan.FromHours(24);
        }

        return _remaining;
    }

    /// <summary>How long there is no session start to spend.</summary>
    internal TimeSpan WaitForStart(TimeSpan now) => Remaining(now) > Reserve ? TimeSpan.Zero : _resetAt - now;

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

        _remaining--;
        return true;
    }

    /// <summary>The identify was written, or came to nothing: the 5 s of its key count from here.</summary>
    internal void Written(int key, TimeSpan now) => _nextOfKey[key] = now + Interval;
}
