using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Redis;

/// <summary>Everything that this package logs.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(80, LogLevel.Warning, "Redis cannot be asked for the turn to identify: shards that need one wait, and ask again")]
    internal static partial void GateNotReached(this ILogger logger, Exception error);

    [LoggerMessage(81, LogLevel.Information, "Redis can be asked for the turn to identify again")]
    internal static partial void GateReachedAgain(this ILogger logger);

    [LoggerMessage(82, LogLevel.Warning, "Shard {ShardId}: Redis was not told that its turn to identify is over; the next of its key waits until the turn's bound")]
    internal static partial void TurnNotEnded(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(83, LogLevel.Warning, "The limit of session starts could not be fetched; Discord's default is used until it can")]
    internal static partial void LimitNotFetched(this ILogger logger, Exception error);

    [LoggerMessage(84, LogLevel.Warning, "Shard {ShardId}: its session in Redis is ignored: {Problem}")]
    internal static partial void SessionIgnored(this ILogger logger, ShardId shardId, string problem);

    [LoggerMessage(85, LogLevel.Warning, "Presences and commands of other processes do not arrive, since Redis cannot be reached; it is tried again every 5 s")]
    internal static partial void NotListening(this ILogger logger, Exception error);

    [LoggerMessage(86, LogLevel.Warning, "A presence that was set for all processes could not be taken; the old one stays")]
    internal static partial void PresenceNotTaken(this ILogger logger, Exception error);

    [LoggerMessage(87, LogLevel.Warning, "Shard {ShardId}: a command of another process could not be answered; its sender does not know whether it was sent")]
    internal static partial void CommandNotAnswered(this ILogger logger, ShardId shardId, Exception error);
}
