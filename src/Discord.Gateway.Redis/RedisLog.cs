using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Redis;

/// <summary>Everything that this package logs.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(80, LogLevel.Warning, "Redis cannot be reached for turns to identify; shards that identify wait and try again")]
    internal static partial void GateNotReached(this ILogger logger, Exception error);

    [LoggerMessage(81, LogLevel.Information, "Redis can be reached again for turns to identify")]
    internal static partial void GateReachedAgain(this ILogger logger);

    [LoggerMessage(82, LogLevel.Warning, "Shard {ShardId}: Redis could not be told that its turn to identify is over; the next shard of the key waits until the turn expires")]
    internal static partial void TurnNotEnded(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(83, LogLevel.Warning, "The limit of session starts could not be fetched; Discord's default is used until it can")]
    internal static partial void LimitNotFetched(this ILogger logger, Exception error);

    [LoggerMessage(84, LogLevel.Warning, "Shard {ShardId}: its session in Redis is ignored: {Problem}")]
    internal static partial void SessionIgnored(this ILogger logger, ShardId shardId, string problem);

    [LoggerMessage(85, LogLevel.Warning, "Redis cannot be reached, so presences and commands of other processes do not arrive; the next attempt is in 5 s")]
    internal static partial void NotListening(this ILogger logger, Exception error);

    [LoggerMessage(86, LogLevel.Warning, "A presence that was set for all processes could not be read; the old one stays")]
    internal static partial void PresenceNotTaken(this ILogger logger, Exception error);

    [LoggerMessage(87, LogLevel.Warning, "Shard {ShardId}: a command of another process could not be answered; its sender does not know whether it was sent")]
    internal static partial void CommandNotAnswered(this ILogger logger, ShardId shardId, Exception error);
}
