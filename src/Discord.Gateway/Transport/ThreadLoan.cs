namespace Discord.Gateway.Transport;

/// <summary>
/// Lends the pump's thread to the consumer, who returns it by waiting for the next event. Waking another thread instead would cost more CPU time than some fifty
/// events. If the consumer keeps the thread, the pump continues on another.
/// </summary>
/// <param name="goOn">Continues the pump, on a thread of the pool.</param>
internal sealed class ThreadLoan(Action goOn) : IDisposable
{
    /// <summary>How long the thread may be away before another is looked for; twice as long at most. By the system's clock: it is about threads, not about the protocol.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    private Timer? _timer;
    private long _loans;
    private long _current;
    private long _seen;
    private int _isLooking;

    /// <summary>Runs the consumer. False if another thread has taken the pump over meanwhile: this one must leave it alone then.</summary>
    internal bool TryLend(Action consume)
    {
        long loan = ++_loans;
        Interlocked.Exchange(ref _current, loan);
        if (Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            LookLater();
        }

        consume();
        return TryEnd(loan);
    }

    public void Dispose() => _timer?.Dispose();

    private bool TryEnd(long loan) => Interlocked.CompareExchange(ref _current, 0, loan) == loan;

    private void LookLater()
    {
        _timer ??= new Timer(static loan => ((ThreadLoan)loan!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(LookEvery, Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        // First no longer looking, then looking once more: a loan that begins in between starts the timer, or is seen.
        Interlocked.Exchange(ref _isLooking, 0);
        long current = Interlocked.Read(ref _current);
        if (current == 0)
        {
            return;
        }

        if (current == _seen && TryEnd(current))
        {
            goOn();
        }
        else if (Interlocked.Exchange(ref _isLooking, 1) == 0)
        {
            _seen = current;
            LookLater();
        }
    }
}
