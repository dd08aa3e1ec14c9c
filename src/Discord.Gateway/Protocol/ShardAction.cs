namespace Discord.Gateway.Protocol;

/// <summary>
/// One thing that the shard must do, in the order in which it was decided. <see cref="GatewayProtocol"/> decides most of them; <see cref="Shards.ShardCore"/>
/// carries out those that change only its own state and hands the others to <see cref="Shards.ShardDriver"/>.
/// </summary>
internal abstract record ShardAction
{
    private ShardAction()
    {
    }

    /// <summary>Open a socket. The number identifies the connection in every call about it.</summary>
    internal sealed record Connect(int Connection, Uri Uri) : ShardAction;

    /// <summary>Close a connection with a code, or abort it if there is none.</summary>
    internal sealed record Disconnect(int Connection, int? Code) : ShardAction;

    /// <summary>Enter the identify gate, then call <see cref="GatewayProtocol.OnGateOpened"/>.</summary>
    internal sealed record EnterGate(int Connection) : ShardAction;

    /// <summary>Leave the identify gate, or stop waiting for it: the identify was written, or its connection is gone.</summary>
    internal sealed record LeaveGate : ShardAction;

    internal sealed record SendIdentify : ShardAction;

    internal sealed record SendResume : ShardAction;

    /// <summary>A scheduled heartbeat, which may use the room reserved for heartbeats.</summary>
    internal sealed record SendHeartbeat : ShardAction;

    /// <summary>A heartbeat that Discord requested.</summary>
    internal sealed record AnswerHeartbeat : ShardAction;

    /// <summary>A heartbeat was acknowledged.</summary>
    internal sealed record HeartbeatAcknowledged(TimeSpan Latency) : ShardAction;

    /// <summary>The session is gone: answers that belonged to it will not arrive.</summary>
    internal sealed record SessionLost : ShardAction;

    /// <summary>READY or RESUMED arrived: commands may be sent.</summary>
    internal sealed record Established(bool IsNewSession) : ShardAction;

    internal sealed record StageChanged(StageChange Change) : ShardAction;

    /// <summary>A connection was lost or abandoned, and another follows after <paramref name="Delay"/>.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="CloseCode">The peer's close code, if it sent one.</param>
    /// <param name="Delay">The time until the next attempt.</param>
    /// <param name="Type">How the next attempt continues.</param>
    /// <param name="Failures">The number of attempts in a row that have failed.</param>
    internal sealed record ReconnectScheduled(string Reason, int? CloseCode, TimeSpan Delay, ReconnectType Type, int Failures) : ShardAction;

    /// <summary>A resume repeated events that had been received before it; they were dropped.</summary>
    internal sealed record ReplaysDropped(int Count, long First, long Last) : ShardAction;

    /// <summary>A sequence does not follow the highest before it.</summary>
    internal sealed record SequenceJumped(long Highest, long Received) : ShardAction;

    /// <summary>The session's sequences make no sense, so it cannot be resumed. Its events are still delivered.</summary>
    internal sealed record SequenceSenseless(long Highest, long Received) : ShardAction;

    /// <summary>A payload was written.</summary>
    internal sealed record Sent(GatewayOpcode Opcode, int Size, TimeSpan? Waited) : ShardAction;

    /// <summary>The shard has ended.</summary>
    internal sealed record End(ShardShutdown Shutdown) : ShardAction;
}
