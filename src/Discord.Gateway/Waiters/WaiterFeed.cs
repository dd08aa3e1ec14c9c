namespace Discord.Gateway.Waiters;

/// <summary>Passes the events of one of a manager's shards to the waits of the manager.</summary>
/// <param name="hub">The waits.</param>
/// <param name="handover">The hand-over in which the shard belongs to the new set; null if there is none.</param>
/// <param name="seen">The session that the shard continues, and the last of its events that earlier shards passed on; null if none did.</param>
internal sealed class WaiterFeed(WaiterHub hub, WaiterHandover? handover, (string SessionId, long Sequence)? seen)
{
    internal WaiterHub Hub => hub;

    internal WaiterHandover? Handover => handover;

    /// <summary>The session that was kept when the shard was shut down, and the last event that it or an earlier shard received; null if none was.</summary>
    internal (string SessionId, long Sequence)? Last { get; private set; }

    /// <summary>Whether Discord repeats an event to this shard that an earlier one has passed on. Only the continued session, which has number 0, can have such.</summary>
    internal bool IsRepeated(int sessionNumber, long? sequence) => sessionNumber == 0 && sequence <= seen?.Sequence;

    /// <summary>The shard is being shut down, and its session may be continued.</summary>
    internal void Note(ShardSession? session, long? sequence)
    {
        // It may have been told less than the shard before it.
        long? last = seen is { } earlier && earlier.SessionId == session?.Id ? Math.Max(earlier.Sequence, sequence ?? 0) : sequence;
        Last = session is not null && last is { } known ? (session.Id, known) : null;
    }
}
