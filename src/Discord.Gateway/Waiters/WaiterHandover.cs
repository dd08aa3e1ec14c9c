namespace Discord.Gateway.Waiters;

/// <summary>
/// Decides which of two sets of shards passes an event to a manager's waits while both receive it: as <see cref="Handover"/> decides for handlers, but by the time of receipt.
/// A handler that waits may keep its shard's loop from taking events.
/// </summary>
/// <remarks>
/// A guild that the new set loads late counts as an event: the old set has passed it on, unless the guild was created meanwhile. READY and RESUMED belong to each session. Used by one thread at a
/// time.
/// </remarks>
internal sealed class WaiterHandover(TimeProvider time, TimeSpan overlap)
{
    private readonly HandoverLedger<WaiterFeed, WaiterEntry.Came> _ledger = new(time, overlap);
    private readonly List<WaiterFeed> _newFeeds = [];
    private HandoverPhase _phase;
    private WaiterEntry.Lost? _lost;

    /// <summary>Whether a session ended on a shard of the new set while the old set still passes events on.</summary>
    internal bool IsSilent(WaiterEntry.Lost lost)
    {
        bool isSilent = _phase != HandoverPhase.Released && lost.Feed?.Handover == this;
        _lost = isSilent ? lost : _lost;
        return isSilent;
    }

    /// <summary>Returns, once after the release, the session that ended on the new set while the old one was being closed and neither passed events on.</summary>
    internal WaiterEntry.Lost? TakeLost()
    {
        WaiterEntry.Lost? lost = _phase == HandoverPhase.Released ? _lost : null;
        _lost = null;
        return lost;
    }

    /// <summary>Makes a shard one of the new set. Called before the first of them is started.</summary>
    internal void AddNew(WaiterFeed feed)
    {
        _ledger.AddNew(feed);
        _newFeeds.Add(feed);
    }

    /// <summary>Enters the next phase. Returns the held-back events that are to be passed on now.</summary>
    internal IReadOnlyList<WaiterEntry.Came> Enter(HandoverPhase phase)
    {
        _phase = phase;
        _ledger.Enter(phase);
        return phase == HandoverPhase.Released ? [.. _newFeeds.SelectMany(feed => _ledger.TakeHeld(feed) ?? []).OrderBy(held => held.Number)] : [];
    }

    /// <summary>It is over. The feeds of the new set know it for as long as their shards run.</summary>
    internal void Forget()
    {
        _ledger.Forget();
        _newFeeds.Clear();
        _lost = null;
    }

    /// <summary>Whether those who wait may be shown an event.</summary>
    internal bool MayShow(WaiterEntry.Came came)
    {
        if (came.Feed is not { } feed)
        {
            return true;
        }

        bool isOwn = came.Waited.Type is GatewayEventType.Ready or GatewayEventType.Resumed;
        return _ledger.MayDeliver(feed, isOwn) ?? _ledger.MayDeliver(feed, came.Waited.Digest, came);
    }
}
