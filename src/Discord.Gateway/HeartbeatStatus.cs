namespace Discord.Gateway;

/// <summary>
/// A snapshot of a shard's heartbeat on its current connection. All values are reset with each connection.
/// Latencies are measured on a monotonic clock. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#sending-heartbeats">Gateway › Sending Heartbeats</see>.
/// </summary>
public sealed record HeartbeatStatus
{
    /// <summary>The status without a connection, or before Hello.</summary>
    public static HeartbeatStatus None { get; } = new();

    /// <summary>The heartbeat interval from Hello; null before Hello.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>The time of the last heartbeat; null before the first. It is <see cref="Shard.Started"/> plus monotonic time, so changes of the wall clock do not affect it.</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>The time of the last acknowledgement, on the same scale as <see cref="LastSent"/>; null before the first.</summary>
    public DateTimeOffset? LastAcknowledged { get; init; }

    /// <summary>Whether the last heartbeat has been acknowledged. True before the first.</summary>
    public bool IsAcknowledged { get; init; } = true;

    /// <summary>Round-trip time of the latest heartbeat; null while its acknowledgement is outstanding.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The latest round-trip times, oldest first; at most five.</summary>
    public IReadOnlyList<TimeSpan> RecentLatencies { get; init; } = [];

    /// <summary>The mean of <see cref="RecentLatencies"/>; null if there are none.</summary>
    public TimeSpan? AverageLatency => RecentLatencies.Count == 0
        ? null
        : TimeSpan.FromTicks((long)RecentLatencies.Average(latency => latency.Ticks));
}
