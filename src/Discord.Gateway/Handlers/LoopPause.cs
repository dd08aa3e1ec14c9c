using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// A pause of a shard's loop, in which its thread is lent to handlers. If they keep it, the loop goes on on another thread. Serves one pause after the other without allocating.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The loan's timer rings once: there is nothing to dispose.")]
internal sealed class LoopPause : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly ThreadLoan _loan;
    private readonly Action _handle;
    private readonly Action _onKept;
    private Action<object?>? _loop;
    private object? _state;
    private bool _isLending;

    /// <param name="handle">Handles events, for as long as there are some.</param>
    /// <param name="onKept">Called when the thread was kept: what waits for it is to be handled elsewhere.</param>
    internal LoopPause(Action handle, Action onKept)
    {
        (_handle, _onKept) = (handle, onKept);
        _loan = new ThreadLoan(() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false));
    }

    /// <summary>Completes when handlers have given the thread back, or have kept it for too long.</summary>
    internal ValueTask WaitAsync() => new(this, token: 0);

    void IValueTaskSource.GetResult(short token)
    {
        // There is none.
    }

    /// <summary>The loop must let go of its thread first, so that it can go on on another.</summary>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => ValueTaskSourceStatus.Pending;

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        lock (_lock)
        {
            (_loop, _state) = (continuation, state);
            if (_isLending)
            {
                // The caller of the loop does it, or each pause would be deeper in the stack than the one before it.
                return;
            }

            _isLending = true;
        }

        Lend();
    }

    /// <summary>The thread was kept: the loop goes on on this one.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        _onKept();
        GoOn();
        Lend();
    }

    private void Lend()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_loop is null)
                {
                    _isLending = false;
                    return;
                }
            }

            if (!_loan.TryLend(_handle))
            {
                return;
            }

            GoOn();
        }
    }

    private void GoOn()
    {
        Action<object?> loop;
        object? state;
        lock (_lock)
        {
            (loop, state) = (_loop!, _state);
            (_loop, _state) = (null, null);
        }

        loop(state);
    }
}
