using System.Diagnostics;
using System.Runtime.CompilerServices;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// Runs the handlers of a shard's events, concurrently where their <see cref="EventOrder"/> allows: on the thread pool, or on the thread of the shard's loop for as long as handlers are quick.
/// </summary>
/// <param name="maxRunning">The maximum number that run at once.</param>
/// <param name="handle">Calls the handler of an event; returns false if the event was abandoned. Does not throw.</param>
/// <param name="mustStop">Whether no further handler may start, except for events that others have overtaken.</param>
/// <param name="time">The clock for how long handlers take.</param>
internal sealed class ConcurrentHandlers(int maxRunning, Func<HandlerCall, ValueTask<bool>> handle, Func<bool> mustStop, TimeProvider time) : IThreadPoolWorkItem
{
    /// <summary>How many events a thread handles before other work comes first: the loop's, or the pool's.</summary>
    private const int Batch = 32;

    /// <summary>How many handlers in a row must be quick before the loop calls the next.</summary>
    private const int EnoughQuick = 64;

    /// <summary>A handler that keeps its thread for longer is not quick: beside it, waking a thread for the next costs little. By the system's clock: it is about threads.</summary>
    private static readonly long Quick = Stopwatch.Frequency / 10_000;

    /// <summary>How late a pause may begin; well before its thread is looked after.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly HandlerQueue _queue = new(maxRunning);
    private TaskCompletionSource? _idle;
    private (int Session, long Sequence)? _givenUp;
    private bool _isAbandoned;

    /// <summary>The number of events added since a thread was last asked for, or lent.</summary>
    private int _added;

    /// <summary>How many handlers in a row were quick, up to enough.</summary>
    private int _quick;

    private LoopPause? _pause;

    /// <summary>When the loop paused last, by the system's clock.</summary>
    private long _pausedAt;

    /// <summary>Whether a thread was asked for that has not begun.</summary>
    private bool _isThreadAskedFor;

    /// <summary>Whether there is no room, as the loop knows.</summary>
    private bool _isFull;

    /// <summary>The context in which handlers run; null if the flow of contexts was suppressed.</summary>
    internal ExecutionContext? Context { get; } = ExecutionContext.Capture();

    /// <summary>Wakes the loop that waits for room.</summary>
    internal AsyncSignal RoomSignal { get; } = new();

    /// <summary>Whether another event may be added; if not, <see cref="RoomSignal"/> is set when it may.</summary>
    internal bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                _isFull = !_queue.HasRoom;
                return !_isFull;
            }
        }
    }

    /// <summary>The number of events that were added and are not completely handled.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>The oldest event that is not handled to the end, and when it was taken; null if there is none.</summary>
    internal (GatewayEvent Event, long TakenAt)? Oldest
    {
        get
        {
            lock (_lock)
            {
                return _queue.Oldest is { } oldest ? (oldest.Event, oldest.TakenAt) : null;
            }
        }
    }

    /// <summary>Since when the handler works that has worked longest; null if none does, or all of them wait for events.</summary>
    internal long? LongestSince
    {
        get
        {
            lock (_lock)
            {
                long? since = null;
                for (HandlerItem? item = _queue.Oldest; item is not null; item = item.Newer)
                {
                    since = item is { IsRunning: true, WorksSince: { } works } ? Math.Min(works, since ?? long.MaxValue) : since;
                }

                return since;
            }
        }
    }

    internal long GetTimestamp() => time.GetTimestamp();

    /// <summary>Lets an event be handled as soon as its order allows; but if handlers are quick, in the loop's next pause.</summary>
    internal void Add(GatewayEvent gatewayEvent, EventKeys keys, int session)
    {
        var item = new HandlerItem(this, gatewayEvent, keys, session) { TakenAt = time.GetTimestamp() };
        lock (_lock)
        {
            _queue.Add(item);
            LeaveRestIfStopping();
            _isFull = !_queue.HasRoom;
            _added++;
            if (_quick < EnoughQuick)
            {
                AskForThread();
            }
        }
    }

    /// <summary>Whether the loop must pause before it goes on.</summary>
    /// <param name="hasNext">Whether the loop has another event at hand.</param>
    internal bool MustPause(bool hasNext) => Volatile.Read(ref _added) is > 0 and var added && (!hasNext || added >= Batch || Volatile.Read(ref _isFull));

    /// <summary>
    /// Handles what was added on the loop's thread, which costs far less than to wake another, as long as handlers are quick. Must be awaited by the loop itself: what its caller awaits cannot
    /// go on on another thread.
    /// </summary>
    internal ValueTask PauseAsync()
    {
        _pause ??= new LoopPause(HandleHere, Flush);
        Volatile.Write(ref _pausedAt, Stopwatch.GetTimestamp());
        return _pause.WaitAsync();
    }

    /// <summary>Lets what was added be handled on other threads.</summary>
    internal void Flush()
    {
        lock (_lock)
        {
            AskForThread();
        }
    }

    /// <summary>The calls that have run for longer than a limit and were not reported, and how long.</summary>
    internal IReadOnlyList<(HandlerCall Call, TimeSpan Age)> GetSlow(TimeSpan limit)
    {
        lock (_lock)
        {
            List<(HandlerCall, TimeSpan)> slow = [];
            for (HandlerItem? item = _queue.Oldest; item is not null; item = item.Newer)
            {
                if (item is { IsRunning: true, IsReported: false } && time.GetElapsedTime(item.StartedAt) is var age && age >= limit)
                {
                    slow.Add((item, age));
                }
            }

            return slow;
        }
    }

    /// <summary>The sequence of a session before which everything has been handled; null if everything has been.</summary>
    internal long? GetHandledSequence(int session)
    {
        lock (_lock)
        {
            long? handled = _givenUp is { } givenUp && givenUp.Session == session ? givenUp.Sequence - 1 : null;
            for (HandlerItem? item = _queue.Oldest; item is not null; item = item.Newer)
            {
                if (item.Session == session && item.Event.Sequence is { } sequence)
                {
                    // Discord does not repeat READY, which begins the session.
                    return Math.Min(handled ?? long.MaxValue, item.Event is ReadyEvent ? sequence : sequence - 1);
                }
            }

            return handled;
        }
    }

    /// <summary>
    /// Ends the handling, and completes when no handler runs any more. Running handlers complete, and so do events that later ones have overtaken. The rest is abandoned,
    /// and counts as not handled.
    /// </summary>
    internal Task EndAsync()
    {
        lock (_lock)
        {
            LeaveRestIfStopping();
            if (_queue.IsIdle)
            {
                return Task.CompletedTask;
            }

            AskForThread();
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Resumes the abandoned items: they must be handled after all.</summary>
    internal void TakeUpRest()
    {
        lock (_lock)
        {
            _queue.TakeUpRest();
            AskForThread();
        }
    }

    /// <summary>No further handler is started: waiting items are abandoned.</summary>
    internal void Abandon()
    {
        lock (_lock)
        {
            _isAbandoned = true;
        }
    }

    /// <summary>Called by an item to be handled.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask HandleAsync(HandlerItem item)
    {
        if (!await handle(item).ConfigureAwait(false))
        {
            GiveUp(item);
        }
    }

    /// <summary>
    /// Called by an item whose handler has ended, on a thread of the handler's; or waits for something that waits for handlers: nothing waits for the item any more then, and its event counts as
    /// handled.
    /// </summary>
    internal void OnEnded(HandlerItem item)
    {
        lock (_lock)
        {
            Complete(item);
            AskForThread();
        }
    }

    /// <summary>Handles events on a thread of the pool that was asked for.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        // The pool's own context, if the shard's is not to flow: no handler may see what the one before it has left in its.
        ExecutionContext context = Context ?? ExecutionContext.Capture()!;
        HandlerItem? item;
        lock (_lock)
        {
            _isThreadAskedFor = false;
            item = TryStart();
            AskForThread();
        }

        Handle(item, context, isLoops: false);
    }

    /// <summary>Handles events on the thread of the loop, while it pauses.</summary>
    private void HandleHere()
    {
        ExecutionContext context = Context ?? ExecutionContext.Capture()!;
        HandlerItem? item;
        lock (_lock)
        {
            _added = 0;
            item = TryStart();
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _pausedAt)) > Late)
            {
                // The loop may have gone on elsewhere, and nobody looks at this thread any more.
                AskForThread();
            }
        }

        Handle(item, context, isLoops: true);
    }

    /// <summary>Handles an event, and those that may follow it on the same thread.</summary>
    /// <param name="item">The first, or null.</param>
    /// <param name="context">The context of handlers.</param>
    /// <param name="isLoops">Whether it is the loop's thread: it is only for quick handlers, and looked after. Any other may be kept, so another is asked for each time.</param>
    private void Handle(HandlerItem? item, ExecutionContext context, bool isLoops)
    {
        long started = Stopwatch.GetTimestamp();
        for (int handled = 1; item is not null; handled++)
        {
            bool hasEnded = item.Run(context);
            lock (_lock)
            {
                bool isQuick = NotePace(ref started);
                if (hasEnded)
                {
                    Complete(item);
                }

                item = handled < Batch && (isQuick || !isLoops) ? TryStart() : null;
                if (!isLoops || item is null)
                {
                    AskForThread();
                }
            }
        }
    }

    private bool NotePace(ref long started)
    {
        long now = Stopwatch.GetTimestamp();
        bool isQuick = now - started < Quick;
        started = now;
        _quick = isQuick ? Math.Min(_quick + 1, EnoughQuick) : 0;
        return isQuick;
    }

    private void GiveUp(HandlerItem item)
    {
        lock (_lock)
        {
            // One that has left its order counts as handled.
            if (item.IsRunning && item.Event.Sequence is { } sequence && (_givenUp is not { } before || before.Session < item.Session || (before.Session == item.Session && before.Sequence > sequence)))
            {
                _givenUp = (item.Session, sequence);
            }
        }
    }

    private void Complete(HandlerItem item)
    {
        if (!_queue.Complete(item))
        {
            return;
        }

        LeaveRestIfStopping();
        if (_isFull && _queue.HasRoom)
        {
            _isFull = false;
            RoomSignal.Set();
        }

        if (_queue.IsIdle)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    /// <summary>The next event to be handled by the calling thread.</summary>
    private HandlerItem? TryStart()
    {
        LeaveRestIfStopping();
        if (_isAbandoned || _queue.TryStart() is not { } item)
        {
            return null;
        }

        item.StartedAt = time.GetTimestamp();
        return item;
    }

    /// <summary>Wakes a thread of the pool, if there is something to be handled and none is on its way.</summary>
    private void AskForThread()
    {
        _added = 0;
        if (!_isThreadAskedFor && !_isAbandoned && _queue.MayStart)
        {
            _isThreadAskedFor = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void LeaveRestIfStopping()
    {
        if (mustStop())
        {
            _queue.LeaveRest();
        }
    }
}
