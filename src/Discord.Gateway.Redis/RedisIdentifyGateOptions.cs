namespace Discord.Gateway.Redis;

/// <summary>Options of a <see cref="RedisIdentifyGate"/>. All processes of a bot must have the same <see cref="KeyPrefix"/> and <see cref="SessionStartReserve"/>.</summary>
public sealed record RedisIdentifyGateOptions
{
    /// <summary>What all keys in Redis begin with. Default <c>discord-gateway</c>.</summary>
    public string KeyPrefix { get; init; } = RedisKeys.DefaultPrefix;

    /// <summary>
    /// Session starts of a day that are never spent, so that a bot in a crash loop keeps some for its author. Shards that need one wait until the limit resets, and that is
    /// logged. Default 10; below Discord's total in any case.
    /// </summary>
    public int SessionStartReserve { get; init; } = 10;

    /// <summary>
    /// Fetches the limit when Redis has none: at the first start, and after Redis has lost its data. Null: the last limit given to <see cref="RedisIdentifyGate.Update"/> is used, and
    /// without one, <see cref="Gateway.SessionStartLimit.Default"/>.
    /// </summary>
    public Func<CancellationToken, Task<SessionStartLimit>>? FetchLimit { get; init; }

    /// <summary>The clock for waits; Redis' own decides whose turn it is. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>From a turn's end to the next of the same key.</summary>
    internal TimeSpan Interval { get; init; } = IdentifyBudget.Interval;

    /// <summary>How long a turn may be held: a write of an identify has a deadline of 15 s.</summary>
    internal TimeSpan MaxTurn { get; init; } = TimeSpan.FromSeconds(20);

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(KeyPrefix);
        ArgumentOutOfRangeException.ThrowIfNegative(SessionStartReserve);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
