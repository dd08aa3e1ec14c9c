namespace Discord.Gateway;

/// <summary>
/// Decides when the event of an item may be handled. Pure; the caller holds the lock. An item waits for the previous one of each of its keys; a barrier waits for
/// all items, and all later ones wait for it.
/// </summary>
/// <param name="maxRunning">The maximum number that run at once.</param>
internal sealed class HandlerQueue(int maxRunning)
{
    /// <summary>For each that may run, so many may wait: a few busy channels must not keep the others from being read, and memory is bounded.</summary>
    private const int WaitingPerRunning = 16;

    private readonly Dictionary<EventKey, HandlerItem> _last = [];
    private readonly Queue<HandlerItem> _ready = new();
    private readonly Queue<HandlerItem> _readyButLeft = new();
    private readonly Queue<HandlerItem> _behindBarrier = new();
    private HandlerItem? _barrier;
    private HandlerItem? _oldest;
    private HandlerItem? _newest;
    private int _placed;
    private int _running;
    private int _left;
    private long _added;
    private long _newestStarted;

    /// <summary>The number of items that were added and are not completed.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether another item may be added; if not, the shard keeps its events in the buffer.</summary>
    internal bool HasRoom => Count < maxRunning * WaitingPerRunning && _running + _ready.Count <= maxRunning;

    /// <summary>Whether <see cref="TryStart"/> may give one.</summary>
    internal bool MayStart => _running < maxRunning && _ready.Count > 0;

    /// <summary>Whether nothing runs or will run, unless another is added.</summary>
    internal bool IsIdle => Count == _left;

    /// <summary>The oldest that is not completed; the others follow it by <see cref="HandlerItem.Newer"/>.</summary>
    internal HandlerItem? Oldest => _oldest;

    internal void Add(HandlerItem item)
    {
        item.Number = ++_added;
        item.Older = _newest;
        _ = _newest is null ? _oldest = item : _newest.Newer = item;
        _newest = item;
        Count++;
        if (_barrier is null)
        {
            Place(item);
        }
        else
        {
            _behindBarrier.Enqueue(item);
        }
    }

    /// <summary>The next that may run, and does from now on.</summary>
    internal HandlerItem? TryStart()
    {
        while (_running < maxRunning && _ready.TryDequeue(out HandlerItem? item))
        {
            if (item.IsLeft)
            {
                _readyButLeft.Enqueue(item);
                continue;
            }

            _running++;
            _newestStarted = Math.Max(_newestStarted, item.Number);
            item.IsRunning = true;
            return item;
        }

        return null;
    }

    /// <summary>Abandons the items that no later item has overtaken: they do not run and are not completed. Abandoning the others would only repeat later events.</summary>
    internal void LeaveRest()
    {
        for (HandlerItem? item = _newest; item is { IsLeft: false } && item.Number > _newestStarted; item = item.Older)
        {
            item.IsLeft = true;
            _left++;
        }
    }

    /// <summary>An item that ran has ended, or is waited for no more. False if it had been before.</summary>
    internal bool Complete(HandlerItem item)
    {
        if (!item.IsRunning)
        {
            return false;
        }

        item.IsRunning = false;
        _running--;
        Count--;
        _ = item.Older is null ? _oldest = item.Newer : item.Older.Newer = item.Newer;
        _ = item.Newer is null ? _newest = item.Older : item.Newer.Older = item.Older;
        if (item.Keys.IsBarrier)
        {
            _barrier = null;
            while (_barrier is null && _behindBarrier.TryDequeue(out HandlerItem? next))
            {
                Place(next);
            }

            return true;
        }

        _placed--;
        Leave(item.Keys.First!.Value, item);
        if (item.Keys.Second is { } second)
        {
            Leave(second, item);
        }

        if (_placed == 0 && _barrier is not null)
        {
            _ready.Enqueue(_barrier);
        }

        return true;
    }

    /// <summary>Resumes the abandoned items.</summary>
    internal void TakeUpRest()
    {
        for (HandlerItem? item = _newest; item is { IsLeft: true }; item = item.Older)
        {
            item.IsLeft = false;
        }

        _left = 0;
        while (_readyButLeft.TryDequeue(out HandlerItem? ready))
        {
            _ready.Enqueue(ready);
        }
    }

    private void Place(HandlerItem item)
    {
        if (item.Keys.IsBarrier)
        {
            _barrier = item;
            if (_placed == 0)
            {
                _ready.Enqueue(item);
            }

            return;
        }

        _placed++;
        Follow(item.Keys.First!.Value, item);
        if (item.Keys.Second is { } second)
        {
            Follow(second, item);
        }

        if (item.WaitsFor == 0)
        {
            _ready.Enqueue(item);
        }
    }

    private void Follow(EventKey key, HandlerItem item)
    {
        if (_last.TryGetValue(key, out HandlerItem? before))
        {
            before.SetNext(key, item);
            item.WaitsFor++;
        }

        _last[key] = item;
    }

    private void Leave(EventKey key, HandlerItem item)
    {
        if (item.GetNext(key) is not { } next)
        {
            _last.Remove(key);
        }
        else if (--next.WaitsFor == 0)
        {
            _ready.Enqueue(next);
        }
    }
}
