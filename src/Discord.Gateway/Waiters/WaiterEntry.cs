namespace Discord.Gateway.Waiters;

/// <summary>An occurrence on its way from the pump to the waits, which process them in order.</summary>
internal abstract class WaiterEntry
{
    /// <summary>The number of the occurrence; for <see cref="Missed"/>, of the last one.</summary>
    internal long Number { get; set; }

    /// <summary>An event arrived, on one of a manager's shards or on the only one.</summary>
    internal sealed class Came(WaitedEvent waited, WaiterFeed? feed) : WaiterEntry
    {
        internal WaitedEvent Waited => waited;

        internal WaiterFeed? Feed => feed;
    }

    /// <summary>More events arrived than could be kept.</summary>
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

    /// <summary>A hand-over between two sets of shards began, entered another phase, or ended (null).</summary>
    internal sealed class HandedOver(WaiterHandover? handover, HandoverPhase phase) : WaiterEntry
    {
        internal WaiterHandover? Handover => handover;

        internal HandoverPhase Phase => phase;
    }
}
