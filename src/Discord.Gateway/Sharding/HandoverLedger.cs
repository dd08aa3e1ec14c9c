namespace Discord.Gateway;

/// <summary>
/// Compares the events that an old and a new set of shards receive. Both receive every event, not at exactly the same time. The old set delivers until it is closed; the new one compares,
/// then holds back events that the old one has not delivered yet, and finally delivers those and all later ones.
/// </summary>
/// <remarks>
/// The overlap is the maximum time between the arrivals of the same event in the two sets. Within it, no event is lost. One of several events with identical
/// data that arrive within one overlap may be delivered twice.
/// </remarks>
/// <typeparam name="TSource">One of a set.</typeparam>
/// <typeparam name="TItem">An event that is held back.</typeparam>
internal sealed class HandoverLedger<TSource, TItem>(TimeProvider time, TimeSpan overlap)
    where TSource : notnull
    where TItem : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Queue<Held>> _received = [];
    private readonly Dictionary<UInt128, int> _delivered = [];
    private readonly Dictionary<TSource, Queue<Held>> _held = [];
    private HandoverPhase _phase;

    /// <summary>Adds one to the new set.</summary>
    internal void AddNew(TSource source)
    {
        lock (_lock)
        {
            _held.Add(source, new Queue<Held>());
        }
    }

    /// <summary>Whether it is one of the new set.</summary>
    internal bool IsNew(TSource source)
    {
        lock (_lock)
        {
            return _held.ContainsKey(source);
        }
    }

    /// <summary>Goes on to the next phase.</summary>
    internal void Enter(HandoverPhase phase)
    {
        lock (_lock)
        {
            _phase = phase;
        }
    }

    /// <summary>Whether an event may be delivered; null if that depends on the event.</summary>
    /// <param name="source">The receiver.</param>
    /// <param name="isOwn">Whether the event belongs to the session itself: the old set delivers its own; those of the new set contain nothing new.</param>
    internal bool? MayDeliver(TSource source, bool isOwn)
    {
        bool isNew;
        HandoverPhase phase;
        lock (_lock)
        {
            isNew = _held.ContainsKey(source);
            phase = _phase;
        }

        if (isOwn || phase == HandoverPhase.Connecting)
        {
            return !isNew || phase == HandoverPhase.Released;
        }

        return !isNew && phase == HandoverPhase.RecordingNew ? true : null;
    }

    /// <summary>Whether an event may be delivered, by its digest. Holds it back where it may have to be delivered later.</summary>
    internal bool MayDeliver(TSource source, UInt128 digest, TItem item)
    {
        lock (_lock)
        {
            if (_held.ContainsKey(source))
            {
                return MayNewDeliver(source, digest, item);
            }

            OldDelivers(digest);
            return true;
        }
    }

    /// <summary>Returns the events that a source of the new set held back and may deliver now, in order; the old set delivered none of them. Null if it may not yet.</summary>
    internal IReadOnlyList<TItem>? TakeHeld(TSource source)
    {
        lock (_lock)
        {
            if (_phase != HandoverPhase.Released)
            {
                return null;
            }

            Queue<Held> held = _held[source];
            _held[source] = new Queue<Held>();
            return [.. held.Where(item => !item.IsDelivered).Select(item => item.Item!)];
        }
    }

    /// <summary>The first undelivered event held back by a source that satisfies a condition; null if there is none.</summary>
    internal TItem? FindHeld(TSource source, Func<TItem, bool> isSo)
    {
        lock (_lock)
        {
            return _held.GetValueOrDefault(source)?.FirstOrDefault(held => !held.IsDelivered && isSo(held.Item!))?.Item;
        }
    }

    /// <summary>Forgets that the old set has delivered an event, once: the next that is the same is another.</summary>
    internal void ForgetDelivery(UInt128 digest)
    {
        lock (_lock)
        {
            if (_delivered.TryGetValue(digest, out int count) && count > 1)
            {
                _delivered[digest] = count - 1;
            }
            else
            {
                _delivered.Remove(digest);
            }
        }
    }

    /// <summary>Nothing is compared any more.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _received.Clear();
            _delivered.Clear();
            _held.Clear();
        }
    }

    private void OldDelivers(UInt128 digest)
    {
        Held? first = null;
        if (_received.TryGetValue(digest, out Queue<Held>? same))
        {
            // What has waited longer was delivered before deliveries were recorded.
            do
            {
                same.TryDequeue(out first);
            }
            while (first is { Item: null } && time.GetElapsedTime(first.ReceivedAt) > overlap);
        }

        if (first is not null)
        {
            first.IsDelivered = true;
        }
        else
        {
            _delivered[digest] = _delivered.GetValueOrDefault(digest) + 1;
        }
    }

    private bool MayNewDeliver(TSource source, UInt128 digest, TItem candidate)
    {
        if (_delivered.ContainsKey(digest))
        {
            // The old set was faster, and delivered it.
            ForgetDelivery(digest);
            return false;
        }

        if (_phase == HandoverPhase.Released)
        {
            return true;
        }

        var item = new Held { Item = _phase == HandoverPhase.Holding ? candidate : null, ReceivedAt = time.GetTimestamp() };
        if (!_received.TryGetValue(digest, out Queue<Held>? same))
        {
            _received[digest] = same = new Queue<Held>();
        }

        same.Enqueue(item);
        if (item.Item is not null)
        {
            _held[source].Enqueue(item);
        }

        return false;
    }

    private sealed class Held
    {
        /// <summary>The event, if it is held back.</summary>
        internal TItem? Item { get; init; }

        internal long ReceivedAt { get; init; }

        /// <summary>Whether the old set delivered it.</summary>
        internal bool IsDelivered { get; set; }
    }
}
