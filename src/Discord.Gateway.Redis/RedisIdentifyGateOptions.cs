namespace Discord.Gateway.Redis;

/// <summary>Options of a <see cref="RedisIdentifyGate"/>. <see cref="KeyPrefix"/> and <see cref="SessionStartReserve"/> must be the same in all processes of a bot.</summary>
/// <example>
/// <code>
/// var gate = new RedisIdentifyGate(redis, RedisIdentifyGate.GetBotId(token), new RedisIdentifyGateOptions
/// {
///     SessionStartReserve = 50,
///     FetchLimit = async cancellationToken => (await GatewayBot.GetAsync(token, cancellationToken)).SessionStartLimit,
/// });
/// await using var shard = new Shard(options with { IdentifyGate = gate });
/// </code>
/// </example>
public sealed record RedisIdentifyGateOptions
{
    /// <summary>The prefix of all keys in Redis. Default <c>discord-gateway</c>.</summary>
    public string KeyPrefix { get; init; } = RedisKeys.DefaultPrefix;

    /// <summary>
    /// The number of daily session starts that are never spent, so that a bot in a crash loop leaves some for its author. Shards that need one wait until the limit resets, which is logged.
    /// Default 10; always limited to less than Discord's total.
    /// </summary>
    public int SessionStartReserve { get; init; } = 10;

    /// <summary>
    /// Fetches the limit when Redis has none: at the first start, and after Redis has lost its data. Null, the default: the last limit passed to <see cref="RedisIdentifyGate.Update"/> is
    /// used, or without one, <see cref="Gateway.SessionStartLimit.Default"/>.
    /// </summary>
    public Func<CancellationToken, Task<SessionStartLimit>>? FetchLimit { get; init; }

    /// <summary>The clock for delays; Redis' own clock determines the turns. Default <see cref="TimeProvider.System"/>.</summary>
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
