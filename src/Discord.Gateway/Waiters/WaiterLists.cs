using Discord.Gateway.Events;

namespace Discord.Gateway.Waiters;

/// <summary>The waits by the kind of event they are for. Adding and removing one costs the same however many there are. Used under a lock.</summary>
internal sealed class WaiterLists
{
    private const int SmallCapacity = 16;

    /// <summary>Where waits for any kind of event stand, after those for each kind.</summary>
    private static readonly int Any = EventTable.Rows.Length + 1;

    private readonly WaiterList?[] _lists = new WaiterList?[Any + 1];

    internal int Count { get; private set; }

    internal void Add(EventWaiter waiter)
    {
        ref WaiterList? list = ref _lists[IndexOf(waiter)];
        list ??= new WaiterList();
        list.Add(waiter);
        Count++;
    }

    /// <summary>False if it was removed before.</summary>
    internal bool Remove(EventWaiter waiter)
    {
        if (waiter.ListIndex < 0)
        {
            return false;
        }

        _lists[IndexOf(waiter)]!.Remove(waiter);
        Count--;
        return true;
    }

    /// <summary>Copies the waits for a kind of event that were there before it.</summary>
    internal void CopyTo(List<EventWaiter> targets, GatewayEventType type, long number)
    {
        _lists[(int)type]?.CopyTo(targets, number);
        _lists[Any]?.CopyTo(targets, number);
    }

    /// <summary>Copies all waits that were there before a number.</summary>
    internal void CopyTo(List<EventWaiter> targets, long number)
    {
        foreach (WaiterList? list in _lists)
        {
            list?.CopyTo(targets, number);
        }
    }

    private static int IndexOf(EventWaiter waiter) => waiter.Type is { } type ? (int)type : Any;

    private sealed class WaiterList
    {
        private EventWaiter?[] _waiters = new EventWaiter?[4];
        private int _count;

        internal void Add(EventWaiter waiter)
        {
            if (_count == _waiters.Length)
            {
                Array.Resize(ref _waiters, 2 * _count);
            }

            waiter.ListIndex = _count;
            _waiters[_count++] = waiter;
        }

        /// <summary>The last takes its place.</summary>
        internal void Remove(EventWaiter waiter)
        {
            EventWaiter last = _waiters[--_count]!;
            _waiters[_count] = null;
            if (last != waiter)
            {
                _waiters[waiter.ListIndex] = last;
                last.ListIndex = waiter.ListIndex;
            }

            waiter.ListIndex = -1;
            if (_waiters.Length > SmallCapacity && _count <= _waiters.Length / 4)
            {
                Array.Resize(ref _waiters, _waiters.Length / 2);
            }
        }

        internal void CopyTo(List<EventWaiter> targets, long number)
        {
            foreach (EventWaiter? waiter in _waiters.AsSpan(0, _count))
            {
                if (waiter!.Since < number)
                {
                    targets.Add(waiter);
                }
            }
        }
    }
}
