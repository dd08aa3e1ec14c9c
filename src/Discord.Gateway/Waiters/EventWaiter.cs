namespace Discord.Gateway.Waiters;

/// <summary>
/// A wait for events of a type. It has its own short queue, in which events wait for the bot's predicate: a predicate that hangs or throws ends only its own wait.
/// </summary>
internal abstract class EventWaiter(WaiterHub hub, GatewayEventType? type) : IWaiterJob
{
    /// <summary>Events that may wait for the predicate, or for the reader.</summary>
    internal const int MaxEvents = 1_000;

    /// <summary>Bytes of those events, as Discord sent them. One event may pass the bound.</summary>
    internal const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>How long a predicate may still take when its wait has ended for another reason: events that came before are not lost by the time it takes to look at them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Queue<(GatewayEvent Event, int Bytes)>? _pending;
    private long _pendingBytes;
    private bool _isScheduled;
    private bool _isEnded;
    private (Exception? Error, bool IsSet) _ending;
    private long? _runningSince;
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;

    /// <summary>The kind of event; null for any.</summary>
    internal GatewayEventType? Type => type;

    /// <summary>Its place in <see cref="WaiterLists"/>; -1 if it is in none.</summary>
    internal int ListIndex { get; set; } = -1;

    /// <summary>The number of the last event that arrived before the wait.</summary>
    internal long Since { get; set; }

    private protected WaiterHub Hub => hub;

    private protected bool IsEnded
    {
        get
        {
            lock (_lock)
            {
                return _isEnded;
            }
        }
    }

    /// <summary>Sets the timer, and listens to the token. Called once, after the wait was added.</summary>
    internal void Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ITimer? timer = null;
        CancellationTokenRegistration registration = default;
        try
        {
            timer = timeout == Timeout.InfiniteTimeSpan
                ? null
                : hub.Time.CreateTimer(static waiter => ((EventWaiter)waiter!).OnTimeout(), this, timeout, Timeout.InfiniteTimeSpan);
            registration = cancellationToken.UnsafeRegister(static (waiter, token) => ((EventWaiter)waiter!).End(new OperationCanceledException(token)), this);
        }
        catch (Exception error)
        {
            End(error);
        }

        lock (_lock)
        {
            _registration = registration;
            if (!_isEnded)
            {
                _timer = timer;
                return;
            }
        }

        timer?.Dispose();
        registration.Unregister();
    }

    /// <summary>Shows it an event, off the pump. It is looked at in its turn.</summary>
    internal void Offer(GatewayEvent gatewayEvent, int bytes)
    {
        if (!Accepts(gatewayEvent))
        {
            return;
        }

        bool isTooMuch;
        bool mustSchedule = false;
        lock (_lock)
        {
            if (_isEnded || _ending.IsSet)
            {
                return;
            }

            _pending ??= new Queue<(GatewayEvent, int)>();
            isTooMuch = _pending.Count > 0 && (_pending.Count >= MaxEvents || _pendingBytes + bytes > MaxBytes);
            if (!isTooMuch)
            {
                _pending.Enqueue((gatewayEvent, bytes));
                _pendingBytes += bytes;
                mustSchedule = !_isScheduled;
                _isScheduled = true;
            }
        }

        if (isTooMuch)
        {
            End(hub.MakeMissed("its predicate is too slow or does not return"));
        }
        else if (mustSchedule)
        {
            hub.Runners.Add(this);
        }
    }

    /// <summary>Looks at one event, and waits for its next turn if there are more.</summary>
    void IWaiterJob.Run()
    {
        (GatewayEvent Event, int Bytes) next;
        long now = hub.GetTimestamp();
        lock (_lock)
        {
            if (_isEnded || !_pending!.TryDequeue(out next))
            {
                return;
            }

            _pendingBytes -= next.Bytes;
            _runningSince = now;
        }

        Exception? thrown = null;
        try
        {
            Look(next.Event, next.Bytes);
        }
        catch (Exception error)
        {
            thrown = error;
        }

        bool isMore;
        bool mustEnd;
        lock (_lock)
        {
            _runningSince = null;
            _isScheduled = isMore = !_isEnded && _pending!.Count > 0;
            mustEnd = thrown is not null || (!isMore && _ending.IsSet);
        }

        if (mustEnd)
        {
            End(thrown ?? _ending.Error);
        }
        else if (isMore)
        {
            hub.Runners.Add(this);
        }
    }

    /// <summary>Ends the wait at once. Null for an end that is no error. Nothing if it has ended.</summary>
    internal void End(Exception? error)
    {
        if (TryEnd())
        {
            Complete(error);
        }
    }

    /// <summary>Ends the wait after the earlier events were checked. A predicate that takes too long is not waited for.</summary>
    internal void EndInOrder(Exception? error)
    {
        lock (_lock)
        {
            if (_isEnded || _ending.IsSet)
            {
                return;
            }

            if (_isScheduled)
            {
                _ending = (error, true);
                hub.Runners.Add(new GraceJob(this, error));
                return;
            }
        }

        End(error);
    }

    /// <summary>Whether an event is one that it is for.</summary>
    private protected abstract bool Accepts(GatewayEvent gatewayEvent);

    /// <summary>Asks the bot's predicate, which may throw.</summary>
    private protected abstract void Look(GatewayEvent gatewayEvent, int bytes);

    /// <summary>Completes the wait; the bot's own code continues on another thread.</summary>
    private protected abstract void Complete(Exception? error);

    /// <summary>Creates the exception for a wait that timed out; null if that is no error.</summary>
    private protected abstract Exception? MakeTimeout();

    /// <summary>Ends the wait, if it has not ended: the caller completes it.</summary>
    private protected bool TryEnd()
    {
        ITimer? timer;
        CancellationTokenRegistration registration;
        lock (_lock)
        {
            if (_isEnded)
            {
                return false;
            }

            _isEnded = true;
            _pending = null;
            timer = _timer;
            registration = _registration;
        }

        hub.Remove(this);
        timer?.Dispose();
        registration.Unregister();
        return true;
    }

    /// <summary>On the clock's own thread.</summary>
    private void OnTimeout() => hub.EndInOrder(this, MakeTimeout);

    private void SetGraceTimer(Exception? error)
    {
        long? since;
        lock (_lock)
        {
            since = _runningSince;
        }

        if (since is { } started && hub.Time.GetElapsedTime(started) >= Grace)
        {
            End(error);
            return;
        }

        ITimer? timer = hub.Time.CreateTimer(static state => ((GraceJob)state!).End(), new GraceJob(this, error), Grace, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (!_isEnded)
            {
                (timer, _timer) = (_timer, timer);
            }
        }

        timer?.Dispose();
    }

    /// <summary>Bounds the time that a predicate still has. A job of its own, since the clock is the bot's and may hang.</summary>
    private sealed class GraceJob(EventWaiter waiter, Exception? error) : IWaiterJob
    {
        internal void End() => waiter.End(error);

        public void Run()
        {
            try
            {
                waiter.SetGraceTimer(error);
            }
            catch (Exception)
            {
                // Without a clock, nothing bounds the predicate: it is not waited for.
                waiter.End(error);
            }
        }
    }
}
