namespace Discord.Gateway.Waiters;

/// <summary>Something that happened, on its way from the pump to those who wait. What happens is looked at in order.</summary>
internal abstract class WaiterEntry
{
    /// <summary>Counts what happened; for <see cref="Missed"/>, the last of it.</summary>
    internal long Number { get; set; }

    /// <summary>An event came, on one of a manager's shards or on the only one.</summary>
    internal sealed class Came(WaitedEvent waited, WaiterFeed? feed) : WaiterEntry
    {
        internal WaitedEvent Waited => waited;

        internal WaiterFeed? Feed => feed;
    }

    /// <summary>Events came that were too many to be kept.</summary>
    internal sealed class Missed : WaiterEntry
    {
        internal HashSet<GatewayEventType> Types { get; } = [];
    }

    /// <summary>A session was lost, or a shard or all of it ended.</summary>
    internal sealed class Lost(Func<Exception> makeError, WaiterFeed? feed) : WaiterEntry
    {
        internal Func<Exception> MakeError => makeError;

        internal WaiterFeed? Feed => feed;
    }

    /// <summary>The time of one wait is over.</summary>
    internal sealed class TimedOut(EventWaiter waiter, Func<Exception?> makeError) : WaiterEntry
    {
        internal EventWaiter Waiter => waiter;

        internal Func<Exception?> MakeError => makeError;
    }

    /// <summary>A hand-over between two sets of shards began, went on to another phase, or ended (null).</summary>
    internal sealed class HandedOver(WaiterHandover? handover, HandoverPhase phase) : WaiterEntry
    {
        internal WaiterHandover? Handover => handover;

        internal HandoverPhase Phase => phase;
    }
}
