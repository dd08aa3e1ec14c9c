namespace Discord.Gateway;

/// <summary>
/// A snapshot of a shard's heartbeat on its current connection. All values start anew with each connection.
/// Latencies are measured on a monotonic clock. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#sending-heartbeats">Gateway › Sending Heartbeats</see>.
/// </summary>
public sealed record HeartbeatStatus
{
    /// <summary>No connection, or one that has not said Hello yet.</summary>
    public static HeartbeatStatus None { get; } = new();

    /// <summary>The time between heartbeats that Discord asked for in Hello; null before Hello.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>When the last heartbeat was sent: the shard's <see cref="Shard.Started"/> plus monotonic time, so a changed wall clock does not move it.</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>When the last acknowledgement came, on the same scale as <see cref="LastSent"/>.</summary>
    public DateTimeOffset? LastAcknowledged { get; init; }

    /// <summary>Whether the last heartbeat sent has been acknowledged. True while none was sent.</summary>
    public bool IsAcknowledged { get; init; } = true;

    /// <summary>From the last acknowledged heartbeat to its acknowledgement; null until one newer than the last beat came.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The latest latencies, oldest first; at most five.</summary>
    public IReadOnlyList<TimeSpan> RecentLatencies { get; init; } = [];

    /// <summary>The mean of <see cref="RecentLatencies"/>; null when there are none.</summary>
    public TimeSpan? AverageLatency => RecentLatencies.Count == 0
        ? null
        : TimeSpan.FromTicks((long)RecentLatencies.Average(latency => latency.Ticks));
}
