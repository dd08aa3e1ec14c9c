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

    /// <summary>Whether somebody waits. Asked without the lock: it may change at once.</summary>
    internal bool IsWaiting => Volatile.Read(ref _isWaiting);

    /// <summary>Wakes the waiter, or lets the next wait through. The waiter goes on with a thread of the pool.</summary>
    internal void Set()
    {
        if (TryTakeWaiter())
        {
            Wake();
        }
    }

    /// <summary>As <see cref="Set"/>, but the waiter goes on with this thread, if that is one of the pool that nothing else waits for.</summary>
    internal void SetHere()
    {
        if (!Thread.CurrentThread.IsThreadPoolThread || ThreadPool.PendingWorkItemCount > 0)
        {
            Set();
        }
        else if (TryTakeWaiter())
        {
            try
            {
                _core.SetResult(true);
            }
            catch (Exception error)
            {
                // A continuation of the bot's threw, which the thread that woke it cannot help. On the pool, it ends the process.
                ThreadPool.UnsafeQueueUserWorkItem(static thrown => thrown.Throw(), ExceptionDispatchInfo.Capture(error), preferLocal: false);
            }
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
        if (_cancelledBy.IsCancellationRequested)
        {
            _core.SetException(new OperationCanceledException(_cancelledBy));
        }
        else
        {
            _core.SetResult(true);
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

    /// <summary>On a thread of the pool: by a work item of our own, since the one that the runtime would make is an allocation.</summary>
    private void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

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
