using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Discord.Gateway.Transport;

/// <summary>Wakes one waiter, again and again, without allocating.</summary>
internal sealed class AsyncSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancelledBy;
    private bool _isSet;
    private bool _isWaiting;
    private int _isWoken;
    private int _isQueued;

    /// <summary>Whether somebody waits, or was woken and has found no thread yet. Asked without the lock: it may change at once.</summary>
    internal bool IsWaiting => Volatile.Read(ref _isWaiting) || Volatile.Read(ref _isWoken) != 0;

    /// <summary>Wakes the waiter, or lets the next wait complete. The waiter continues on a thread of the pool.</summary>
    internal void Set()
    {
        if (TryTakeWaiter())
        {
            Wake();
        }
    }

    /// <summary>
    /// As <see cref="Set"/>, but the waiter continues on this thread, if it is one of the pool that no other work waits for; or if the waiter was woken before and the
    /// pool has had no thread for it until now. On one processor that may last for as long as this thread is busy.
    /// </summary>
    internal void SetHere()
    {
        bool isThreadOfPool = Thread.CurrentThread.IsThreadPoolThread;
        if (isThreadOfPool && TryTakeWoken())
        {
            // Whatever woke it, it is awake now; what was set is for its next wait, which looks for itself first.
            GoOnHere();
        }
        else if (!isThreadOfPool || ThreadPool.PendingWorkItemCount > 0)
        {
            Set();
        }
        else if (TryTakeWaiter())
        {
            GoOnHere();
        }
    }

    internal ValueTask WaitAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_isSet)
            {
                _isSet = false;
                return default;
            }

            _core.Reset();
            _cancelledBy = default;
            _isWaiting = true;
        }

        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(static (signal, token) => ((AsyncSignal)signal!).Cancel(token), this);
        }

        return new ValueTask(this, _core.Version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _registration.Dispose();
        _registration = default;
        _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isQueued, 0);
        if (TryTakeWoken())
        {
            GoOn();
        }
    }

    private void GoOn()
    {
        if (_cancelledBy.IsCancellationRequested)
        {
            _core.SetException(new OperationCanceledException(_cancelledBy));
        }
        else
        {
            _core.SetResult(true);
        }
    }

    private void GoOnHere()
    {
        try
        {
            GoOn();
        }
        catch (Exception error)
        {
            // A continuation of the bot's threw, which the thread that woke it cannot help. On the pool, it ends the process.
            ThreadPool.UnsafeQueueUserWorkItem(static thrown => thrown.Throw(), ExceptionDispatchInfo.Capture(error), preferLocal: false);
        }
    }

    /// <summary>True if there was a waiter, who is the caller's to wake.</summary>
    private bool TryTakeWaiter()
    {
        lock (_lock)
        {
            _isSet = !_isWaiting;
            _isWaiting = false;
            return !_isSet;
        }
    }

    /// <summary>True if there was a waiter that was woken and had no thread yet, who is the caller's.</summary>
    private bool TryTakeWoken() => Interlocked.Exchange(ref _isWoken, 0) != 0;

    /// <summary>
    /// On a thread of the pool: by a work item of our own, since the one that the runtime would make is an allocation. It may still be in the queue, from a wake that another
    /// thread took over; then it is for this one.
    /// </summary>
    private void Wake()
    {
        Interlocked.Exchange(ref _isWoken, 1);
        if (Interlocked.Exchange(ref _isQueued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_isWaiting)
            {
                return;
            }

            _isWaiting = false;
            _cancelledBy = cancellationToken;
        }

        Wake();
    }
}
