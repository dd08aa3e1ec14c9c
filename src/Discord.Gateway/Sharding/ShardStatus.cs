namespace Discord.Gateway;

/// <summary>A snapshot of one shard of a <see cref="ShardManager"/>.</summary>
public sealed record ShardStatus
{
    /// <summary>The shard.</summary>
    public required ShardId ShardId { get; init; }

    /// <summary>The stage of its connection.</summary>
    public required ConnectionStage Stage { get; init; }

    /// <summary>Whether the shard has not connected yet because it waits for its turn to identify.</summary>
    public required bool IsWaitingToStart { get; init; }

    /// <summary>Round-trip time of the latest acknowledged heartbeat; null if none was acknowledged.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>The sequence of the last event taken; null without a session.</summary>
    public required long? Sequence { get; init; }

    /// <summary>The age of the session, which an earlier process may have started; null if unknown.</summary>
    public required TimeSpan? SessionAge { get; init; }

    /// <summary>The number of reconnects in this process.</summary>
    public required int Reconnects { get; init; }

    /// <summary>The number of events passed to the handler.</summary>
    public required long Events { get; init; }

    /// <summary>The number of events in the shard's buffer.</summary>
    public required int BufferedEvents { get; init; }

    /// <summary>The number of events taken but not yet handled: their handlers run, or wait for their turn.</summary>
    public required int UnhandledEvents { get; init; }

    /// <summary>The time since the oldest of <see cref="UnhandledEvents"/> was taken; null if there are none.</summary>
    public required TimeSpan? OldestUnhandledAge { get; init; }

    /// <summary>Whether <see cref="OldestUnhandledAge"/> has reached <see cref="ShardManagerOptions.SlowHandlerLimit"/>.</summary>
    public required bool HasSlowHandler { get; init; }

    /// <summary>
    /// The longest time that a handler has been running, since it was called or last waited for an event (<see cref="Discord.Gateway.Shard.WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>,
    /// <see cref="Discord.Gateway.Shard.CollectAsync{T}"/>). Null if no handler runs. After a minute, a handler counts as hanging.
    /// </summary>
    public required TimeSpan? LongestHandling { get; init; }

    /// <summary>The fill of the buffer. 0 is empty; from 1 on, the shard stops reading.</summary>
    public required double BufferFill { get; init; }

    /// <summary>The number of guilds the shard serves; null if unknown because READY was filtered out, or was received by an earlier process that did not save the number.</summary>
    public required int? Guilds { get; init; }

    /// <summary>The time of the last event; null before the first.</summary>
    public required DateTimeOffset? LastEventAt { get; init; }

    /// <summary>The reason why there is no connection; null while connected. See <see cref="Discord.Gateway.Shard.LastError"/>.</summary>
    public required string? LastError { get; init; }

    /// <summary>The error with which Discord ended the shard; null otherwise.</summary>
    public required GatewayFatalException? Error { get; init; }
}
