using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Diagnostics;

/// <content>Lines of the identify gate, and of shards that several processes run.</content>
internal static partial class Log
{
    [LoggerMessage(29, LogLevel.Warning, "The configured reserve of {Configured} session starts is not below Discord's total of {Total}: the reserve is now {Reserve}")]
    internal static partial void ReserveReduced(this ILogger logger, int configured, int total, int reserve);

    [LoggerMessage(76, LogLevel.Error, "The identify gate failed to update the limit of session starts; it keeps the previous limit")]
    internal static partial void LimitNotTaken(this ILogger logger, Exception error);

    [LoggerMessage(77, LogLevel.Warning, "Shard {ShardId}: another process took over its session, so the shard ends here. Check that each shard is assigned to one process; AddShardAsync takes it back")]
    internal static partial void ShardSuperseded(this ILogger logger, ShardId shardId);
}
