namespace Discord.Gateway;

/// <summary>A snapshot of one shard of a <see cref="ShardManager"/>.</summary>
public sealed record ShardStatus
{
    /// <summary>The shard.</summary>
    public required ShardId ShardId { get; init; }

    /// <summary>Where it stands.</summary>
    public required ConnectionStage Stage { get; init; }

    /// <summary>Whether it waits for its turn to identify and has not connected yet.</summary>
    public required bool IsWaitingToStart { get; init; }

    /// <summary>From the last acknowledged heartbeat to its acknowledgement; null if none was measured.</summary>
    public required TimeSpan? Latency { get; init; }

    /// <summary>The sequence of the last event taken; null without a session.</summary>
    public required long? Sequence { get; init; }

    /// <summary>How long ago the session began, in an earlier process perhaps; null if that is not known.</summary>
    public required TimeSpan? SessionAge { get; init; }

    /// <summary>How often it made a new connection in this process.</summary>
    public required int Reconnects { get; init; }

    /// <summary>How many events were handed to the handler.</summary>
    public required long Events { get; init; }

    /// <summary>How many events wait for the handler.</summary>
    public required int BufferedEvents { get; init; }

    /// <summary>How many events were taken and are not handled to the end: their handlers run, or wait for their turn.</summary>
    public required int UnhandledEvents { get; init; }

    /// <summary>How long ago the oldest of <see cref="UnhandledEvents"/> was taken; null if there is none.</summary>
    public required TimeSpan? OldestUnhandledAge { get; init; }

    /// <summary>Whether that age has reached <see cref="ShardManagerOptions.SlowHandlerLimit"/>.</summary>
    public required bool HasSlowHandler { get; init; }

    /// <summary>
    /// How long the handler has worked that has worked longest, since its event was given to it or since it last waited for an event (<see cref="Discord.Gateway.Shard.WaitForAsync{T}(Func{T, bool}, TimeSpan, CancellationToken)"/>,
    /// <see cref="Discord.Gateway.Shard.CollectAsync{T}"/>). Null if none works. A handler that has worked for a minute hangs.
    /// </summary>
    public required TimeSpan? LongestHandling { get; init; }

    /// <summary>How full the buffer is: 1 when the shard stops reading.</summary>
    public required double BufferFill { get; init; }

    /// <summary>How many guilds it serves; null if that is not known: READY was filtered out, or came to an earlier process that did not save it.</summary>
    public required int? Guilds { get; init; }

    /// <summary>When the last event came; null before the first.</summary>
    public required DateTimeOffset? LastEventAt { get; init; }

    /// <summary>The reason why there is no connection; null while connected. See <see cref="Discord.Gateway.Shard.LastError"/>.</summary>
    public required string? LastError { get; init; }

    /// <summary>Why Discord ended the shard; null while it lives.</summary>
    public required GatewayFatalException? Error { get; init; }
}
