using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Events;

namespace Discord.Gateway.Waiters;

/// <summary>
/// The waits of a shard, or of a manager for all of its shards. The pump only looks whether somebody waits for a kind of event, and copies the event into a bounded queue.
/// Threads of the pool decode it, once, and show it to those who wait.
/// </summary>
/// <remarks>Its locks are taken under that of a shard, never the other way round, and nothing of the bot's runs under them.</remarks>
internal sealed class WaiterHub(ShardId? shardId, ShardOptions options, TimeProvider time) : IWaiterJob
{
    /// <summary>A shard that lets few events wait for its consumer lets so many wait for these threads, whose turn may take a while.</summary>
    private const int LeastEvents = 1_000;

    /// <summary>So many waits may be remembered between two events.</summary>
    private const int MaxIdleTargets = 1_024;

    private const long LeastBytes = EventWaiter.MaxBytes;

    private readonly int _maxEvents = Math.Max(options.MaxBufferedEvents, LeastEvents);
    private readonly long _maxBytes = Math.Max(options.MaxBufferedBytes, LeastBytes);

    // Taken before the lock of the queue, by everybody who takes both. The pump takes that of the queue alone, and never waits for a list to be copied.
    private readonly Lock _listLock = new();
    private readonly Lock _queueLock = new();
    private readonly Queue<WaiterEntry> _queue = new();
    private readonly List<EventWaiter> _targets = [];

    // Made with the first wait: most shards have none.
    private WaiterLists? _lists;
    private WaiterRunners? _runners;
    private WaiterEntry.Missed? _missed;
    private WaiterHandover? _handover;
    private Func<Exception>? _end;
    private int _count;
    private int _events;
    private long _bytes;
    private long _number;
    private bool _isDispatching;
    private bool _isComparing;

    /// <summary>The number of waits for each type of event. The pump reads it without a lock.</summary>
    internal int[] Counts { get; } = new int[EventTable.Rows.Length + 1];

    internal WaiterRunners Runners => LazyInitializer.EnsureInitialized(ref _runners, static () => new WaiterRunners());

    internal TimeProvider Time => time;

    /// <summary>The number of waits. Read without a lock.</summary>
    internal int Count => Volatile.Read(ref _count);

    private string Owner => shardId is { } shard ? $"Shard {shard}" : nameof(ShardManager);

    /// <summary>Waits for one event. Throws for waits that can never succeed: see <see cref="Shard.WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>.</summary>
    internal Task<T> WaitForAsync<T>(Func<T, bool>? predicate, TimeSpan timeout, CancellationToken cancellationToken) where T : GatewayEvent
    {
        WaiterArguments.Check(timeout);
        EventTypeOf<T>.ThrowIfNeverSent(options.Intents, Owner);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var wait = new EventWait<T>(this, predicate, timeout);
        Add(wait, timeout, cancellationToken);
        return HandlerCall.Current is { } call ? call.WaitAsync(wait.Task) : wait.Task;
    }

    /// <summary>Waits for several events. Throws as <see cref="WaitForAsync"/> does.</summary>
    internal IAsyncEnumerable<T> CollectAsync<T>(Func<T, bool>? predicate, int? count, TimeSpan? timeout, CancellationToken cancellationToken) where T : GatewayEvent
    {
        WaiterArguments.Check(count, timeout);
        EventTypeOf<T>.ThrowIfNeverSent(options.Intents, Owner);
        var collector = new EventCollector<T>(this, predicate, count, cancellationToken);
        Add(collector, timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);
        return new EventStream<T>(collector);
    }

    /// <summary>Queues an event that a wait may need. Called on the pump.</summary>
    internal void Offer(WaitedEvent waited, WaiterFeed? feed)
    {
        lock (_queueLock)
        {
            if (_events > 0 && (_events >= _maxEvents || _bytes + waited.Bytes > _maxBytes))
            {
                if (_missed is null)
                {
                    Enqueue(_missed = new WaiterEntry.Missed());
                }

                _missed.Types.Add(waited.Type);
                _missed.Number = ++_number;
                return;
            }

            _events++;
            _bytes += waited.Bytes;
            Enqueue(new WaiterEntry.Came(waited, feed));
        }
    }

    /// <summary>Ends the current waits, after earlier events were checked.</summary>
    internal void Fail(Func<Exception> makeError, WaiterFeed? feed = null)
    {
        lock (_queueLock)
        {
            if (_count > 0)
            {
                Enqueue(new WaiterEntry.Lost(makeError, feed));
            }
        }
    }

    /// <summary>Ends the current waits, and all later ones.</summary>
    internal void End(Func<Exception> makeError)
    {
        lock (_queueLock)
        {
            if (_end is null)
            {
                _end = makeError;
                if (_count > 0)
                {
                    Enqueue(new WaiterEntry.Lost(makeError, feed: null));
                }
            }
        }
    }

    /// <summary>Ends one wait, after earlier events were checked.</summary>
    internal void EndInOrder(EventWaiter waiter, Func<Exception?> makeError)
    {
        lock (_queueLock)
        {
            Enqueue(new WaiterEntry.TimedOut(waiter, makeError));
        }
    }

    /// <summary>From here on in the order of events, a hand-over is in a phase, or ended (null).</summary>
    internal void Enter(WaiterHandover? handover, HandoverPhase phase = default)
    {
        lock (_listLock)
        {
            bool isComparing = handover is not null && phase >= HandoverPhase.RecordingNew;
            if (isComparing != _isComparing)
            {
                // What both sets are told is compared, whoever waits: a wait may end between the two.
                _isComparing = isComparing;
                AddToCounts(type: null, isComparing ? 1 : -1);
            }

            lock (_queueLock)
            {
                Enqueue(new WaiterEntry.HandedOver(handover, phase));
            }
        }
    }

    internal void Remove(EventWaiter waiter)
    {
        lock (_listLock)
        {
            if (_lists?.Remove(waiter) == true)
            {
                Interlocked.Decrement(ref _count);
                AddToCounts(waiter.Type, -1);
            }
        }
    }

    /// <summary>The clock is the bot's, and may throw: time then stands still.</summary>
    internal long GetTimestamp()
    {
        try
        {
            return time.GetTimestamp();
        }
        catch (Exception)
        {
            return 0;
        }
    }

    internal Exception MakeMissed(string reason) => shardId is { } shard ? new EventsMissedException(shard, reason) : new EventsMissedException(reason);

    internal Exception MakeTimeout(string what, TimeSpan timeout) =>
        shardId is { } shard ? new RequestTimeoutException(shard, what, timeout) : new RequestTimeoutException(what, timeout);

    /// <summary>Looks at one thing that happened, and waits for its next turn if there is more: those who wait have theirs between.</summary>
    void IWaiterJob.Run()
    {
        WaiterEntry entry;
        lock (_queueLock)
        {
            entry = _queue.Dequeue();
            _missed = entry == _missed ? null : _missed;
            if (entry is WaiterEntry.Came came)
            {
                _events--;
                _bytes -= came.Waited.Bytes;
            }
        }

        try
        {
            Handle(entry);
        }
        catch (Exception error)
        {
            // Out of memory, perhaps: events may be missed.
            FailBefore(_number, () => MakeMissed($"an unexpected error ({error.GetType().Name})"));
        }

        ForgetTargets();
        bool isMore;
        lock (_queueLock)
        {
            isMore = _isDispatching = _queue.Count > 0;
        }

        if (isMore)
        {
            Runners.Add(this);
        }
    }

    private void Handle(WaiterEntry entry)
    {
        switch (entry)
        {
            case WaiterEntry.Came came when _handover is null || _handover.MayShow(came):
                Show(came);
                break;

            case WaiterEntry.Missed missed:
                foreach (GatewayEventType type in missed.Types)
                {
                    CopyTargets(type, missed.Number);
                }

                _targets.ForEach(waiter => waiter.End(MakeMissed("the predicates of waits, or the thread pool, are too slow")));
                break;

            case WaiterEntry.Lost lost when _handover?.IsSilent(lost) != true:
                FailBefore(lost.Number, lost.MakeError);
                break;

            case WaiterEntry.TimedOut timedOut:
                timedOut.Waiter.EndInOrder(timedOut.MakeError());
                break;

            case WaiterEntry.HandedOver handedOver:
                if (_handover != handedOver.Handover)
                {
                    _handover?.Forget();
                }

                _handover = handedOver.Handover;
                foreach (WaiterEntry.Came held in _handover?.Enter(handedOver.Phase) ?? [])
                {
                    Show(held);
                    _targets.Clear();
                }

                if (_handover?.TakeLost() is { } unnoticed)
                {
                    FailBefore(unnoticed.Number, unnoticed.MakeError);
                }

                break;
        }
    }

    private void Show(WaiterEntry.Came came)
    {
        CopyTargets(came.Waited.Type, came.Number);
        foreach (EventWaiter waiter in _targets)
        {
            waiter.Offer(came.Waited.Event, came.Waited.Bytes);
        }
    }

    private void CopyTargets(GatewayEventType type, long number)
    {
        lock (_listLock)
        {
            _lists?.CopyTo(_targets, type, number);
        }
    }

    private void ForgetTargets()
    {
        bool isTooLarge = _targets.Capacity > MaxIdleTargets && _targets.Count < _targets.Capacity / 4;
        _targets.Clear();
        _targets.Capacity = isTooLarge ? MaxIdleTargets : _targets.Capacity;
    }

    private void FailBefore(long number, Func<Exception> makeError)
    {
        _targets.Clear();
        lock (_listLock)
        {
            _lists?.CopyTo(_targets, number);
        }

        _targets.ForEach(waiter => waiter.EndInOrder(makeError()));
    }

    private void Add(EventWaiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (TryAdd(waiter, out Exception? error))
        {
            waiter.Start(timeout, cancellationToken);
        }
        else
        {
            waiter.End(error);
        }
    }

    private bool TryAdd(EventWaiter waiter, [NotNullWhen(false)] out Exception? error)
    {
        lock (_listLock)
        {
            lock (_queueLock)
            {
                error = _end?.Invoke();
                if (error is not null)
                {
                    return false;
                }

                AddToCounts(waiter.Type, 1);
                Interlocked.Increment(ref _count);
                waiter.Since = _number;
            }

            (_lists ??= new WaiterLists()).Add(waiter);
            return true;
        }
    }

    /// <summary>Under the lock of the lists.</summary>
    private void AddToCounts(GatewayEventType? type, int change)
    {
        if (type is { } one)
        {
            Volatile.Write(ref Counts[(int)one], Counts[(int)one] + change);
            return;
        }

        for (int i = 0; i < Counts.Length; i++)
        {
            Volatile.Write(ref Counts[i], Counts[i] + change);
        }
    }

    /// <summary>Under the lock of the queue.</summary>
    private void Enqueue(WaiterEntry entry)
    {
        entry.Number = ++_number;
        _queue.Enqueue(entry);
        if (!_isDispatching)
        {
            _isDispatching = true;
            Runners.Add(this);
        }
    }
}
