using System.Runtime.CompilerServices;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>Runs the handlers of a shard's events on the thread pool, concurrently where their <see cref="EventOrder"/> allows.</summary>
/// <param name="maxRunning">The maximum number that run at once.</param>
/// <param name="handle">Calls the handler of an event; returns false if the event was abandoned. Does not throw.</param>
/// <param name="mustStop">Whether no further handler may start, except for events that others have overtaken.</param>
/// <param name="time">The clock for how long handlers take.</param>
internal sealed class ConcurrentHandlers(int maxRunning, Func<HandlerCall, ValueTask<bool>> handle, Func<bool> mustStop, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HandlerQueue _queue = new(maxRunning);
    private TaskCompletionSource? _idle;
    private (int Session, long Sequence)? _givenUp;
    private bool _isAbandoned;

    /// <summary>The context in which handlers run; null if the flow of contexts was suppressed.</summary>
    internal ExecutionContext? Context { get; } = ExecutionContext.Capture();

    /// <summary>Wakes the loop that waits for room.</summary>
    internal AsyncSignal RoomSignal { get; } = new();

    /// <summary>Whether another event may be added.</summary>
    internal bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _queue.HasRoom;
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

    /// <summary>Lets an event be handled as soon as its order allows.</summary>
    internal void Add(GatewayEvent gatewayEvent, EventKeys keys, int session)
    {
        lock (_lock)
        {
            _queue.Add(new HandlerItem(this, gatewayEvent, keys, session) { TakenAt = time.GetTimestamp() });
            StartReady();
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
            if (mustStop())
            {
                _queue.LeaveRest();
            }

            if (_queue.IsIdle)
            {
                return Task.CompletedTask;
            }

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
            StartReady();
        }
    }

    /// <summary>The handler of an item waits for something that waits for handlers: nothing waits for the item any more, and its event counts as handled.</summary>
    internal void Detach(HandlerItem item)
    {
        lock (_lock)
        {
            Complete(item);
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

    /// <summary>Called by an item whose handler has ended.</summary>
    internal void OnEnded(HandlerItem item)
    {
        lock (_lock)
        {
            Complete(item);
        }
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

        StartReady();
        if (_queue.HasRoom)
        {
            RoomSignal.Set();
        }

        if (_queue.IsIdle)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    private void StartReady()
    {
        if (mustStop())
        {
            _queue.LeaveRest();
        }

        while (!_isAbandoned && _queue.TryStart() is { } item)
        {
            item.StartedAt = time.GetTimestamp();
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }
}
