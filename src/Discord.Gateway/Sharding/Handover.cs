namespace Discord.Gateway;

/// <summary>
/// Hands the events over from an old set of shards to a new one. Both sets are told every event, not at quite the same time. The old set delivers until it
/// is closed; the new one compares, then holds back what the old one has not delivered yet, and at last delivers that, and all that comes after.
/// </summary>
/// <remarks>
/// The overlap is how far apart the two sets may be told the same event, at most. An event is then never lost. Doubled could be one of several events with the
/// very same data that come within one overlap.
/// </remarks>
internal sealed class Handover(TimeProvider time, TimeSpan overlap)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Queue<Held>> _received = [];
    private readonly Dictionary<UInt128, int> _delivered = [];
    private readonly Dictionary<ShardRunner, Queue<Held>> _held = [];
    private HandoverPhase _phase;

    /// <summary>Makes a runner one of the new set.</summary>
    internal void AddNew(ShardRunner runner)
    {
        lock (_lock)
        {
            _held.Add(runner, new Queue<Held>());
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

    /// <summary>Whether the runner may deliver an event that it received.</summary>
    internal bool MayDeliver(ShardRunner runner, in RawGatewayEvent raw, GatewayEvent gatewayEvent, bool isLoad)
    {
        // Each session's own: the old set delivers its own, and those of the new are no news.
        bool isOwn = raw.Type is GatewayEventType.Ready or GatewayEventType.Resumed || isLoad;
        bool isNew;
        HandoverPhase phase;
        lock (_lock)
        {
            isNew = _held.ContainsKey(runner);
            phase = _phase;
        }

        if (isOwn || phase == HandoverPhase.Connecting)
        {
            return !isNew || phase == HandoverPhase.Released;
        }

        if (!isNew && phase == HandoverPhase.RecordingNew)
        {
            return true;
        }

        UInt128 digest = EventDigest.Of(raw);
        lock (_lock)
        {
            if (isNew)
            {
                return MayNewDeliver(runner, digest, gatewayEvent);
            }

            OldDelivers(digest);
            return true;
        }
    }

    /// <summary>What a new runner held back and may deliver now, in order: the old set delivered none of it. Null if it may not yet.</summary>
    internal IReadOnlyList<GatewayEvent>? TakeHeld(ShardRunner runner)
    {
        lock (_lock)
        {
            if (_phase != HandoverPhase.Released)
            {
                return null;
            }

            Queue<Held> held = _held[runner];
            _held[runner] = new Queue<Held>();
            return [.. held.Where(item => !item.IsDelivered).Select(item => item.Event!)];
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
            while (first is { Event: null } && time.GetElapsedTime(first.ReceivedAt) > overlap);
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

    private bool MayNewDeliver(ShardRunner runner, UInt128 digest, GatewayEvent gatewayEvent)
    {
        if (_delivered.TryGetValue(digest, out int count))
        {
            // The old set was faster, and delivered it.
            _delivered[digest] = count - 1;
            if (count == 1)
            {
                _delivered.Remove(digest);
            }

            return false;
        }

        if (_phase == HandoverPhase.Released)
        {
            return true;
        }

        var item = new Held { Event = _phase == HandoverPhase.Holding ? gatewayEvent : null, ReceivedAt = time.GetTimestamp() };
        if (!_received.TryGetValue(digest, out Queue<Held>? same))
        {
            _received[digest] = same = new Queue<Held>();
        }

        same.Enqueue(item);
        if (item.Event is not null)
        {
            _held[runner].Enqueue(item);
        }

        return false;
    }

    private sealed class Held
    {
        /// <summary>The event, if it is held back.</summary>
        internal GatewayEvent? Event { get; init; }

        internal long ReceivedAt { get; init; }

        /// <summary>Whether the old set delivered it.</summary>
        internal bool IsDelivered { get; set; }
    }
}
