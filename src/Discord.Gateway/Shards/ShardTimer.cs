using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Shards;

/// <summary>
/// The shard's one timer. It belongs to the user's clock, and may block, throw, or call back at once: it is set under no lock, and no thread leaves its setting to
/// another.
/// </summary>
internal sealed class ShardTimer
{
    /// <summary>How long to wait before a timer that failed is set again. By the system's clock, since the user's does not work.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>The timer that this thread sets: it may call back before that returns, and again and again.</summary>
    [ThreadStatic]
    private static ShardTimer? _setting;

    /// <summary>No deadline: the timer has fired, or could not be set.</summary>
    private static readonly TimeSpan Unknown = TimeSpan.MinValue;

    private readonly Lock _lock = new();
    private readonly ShardClock _clock;
    private readonly Action _onTimer;
    private readonly Func<TimeSpan> _getDeadline;
    private readonly ITimer _timer;
    private TimeSpan _setFor = TimeSpan.MaxValue;
    private int _setters;
    private bool _areSeveral;
    private bool _isRetrying;
    private bool _isDisposed;

    /// <param name="time">Where the timer comes from.</param>
    /// <param name="clock">The shard's time.</param>
    /// <param name="getDeadline">When to call back; far away for never.</param>
    /// <param name="onTimer">Called then. Does not throw.</param>
    internal ShardTimer(TimeProvider time, ShardClock clock, Func<TimeSpan> getDeadline, Action onTimer)
    {
        _clock = clock;
        _getDeadline = getDeadline;
        _onTimer = onTimer;
        _timer = time.CreateTimer(static timer => ((ShardTimer)timer!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets the timer to the deadline as it is now.</summary>
    internal void Set()
    {
        TimeSpan deadline = _getDeadline();
        lock (_lock)
        {
            // While another thread is at it, nobody knows what the timer is set to.
            if (_isDisposed || (deadline == _setFor && _setters == 0))
            {
                return;
            }

            _areSeveral |= _setters++ > 0;
        }

        // The last to set has looked again after it: whichever thread that is, the timer stands at the deadline.
        TimeSpan setFor;
        bool isSet;
        do
        {
            setFor = deadline;
            isSet = TrySetTo(deadline);
            deadline = _getDeadline();
        }
        while (isSet && deadline != setFor);

        lock (_lock)
        {
            // Of several at once, nobody knows who was last.
            _setters--;
            _setFor = isSet && !_areSeveral ? setFor : Unknown;
            _areSeveral &= _setters > 0;
        }
    }

    /// <summary>No call comes after this, but for one in progress.</summary>
    internal void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private bool TrySetTo(TimeSpan deadline)
    {
        try
        {
            // Rounded up to the timer's grain, so that it does not fire before the time.
            TimeSpan due = deadline == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((deadline - _clock.Now).TotalMilliseconds), 1, int.MaxValue));
            ShardTimer? outer = _setting;
            _setting = this;
            bool isChanged;
            try
            {
                isChanged = _timer.Change(due, Timeout.InfiniteTimeSpan);
            }
            finally
            {
                _setting = outer;
            }

            if (isChanged)
            {
                return true;
            }

            throw new InvalidOperationException("ITimer.Change returned false.");
        }
        catch (Exception error)
        {
            lock (_lock)
            {
                if (_isDisposed)
                {
                    return true;
                }

                if (_isRetrying)
                {
                    return false;
                }

                _isRetrying = true;
            }

            _clock.OnFailed(error);
            _ = RetryAsync();
            return false;
        }
    }

    private async Task RetryAsync()
    {
        await Task.Delay(RetryDelay, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        lock (_lock)
        {
            _isRetrying = false;
        }

        OnTimer();
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _setFor = Unknown;
        }

        if (_setting == this)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer._onTimer(), this, preferLocal: false);
            return;
        }

        _onTimer();
    }
}
