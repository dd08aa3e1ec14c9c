using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>Everything that the cluster's side logs.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(60, LogLevel.Warning, "Shard {ShardId}: another silo took it over, so it ends here")]
    internal static partial void Fenced(this ILogger logger, ShardId shardId);

    [LoggerMessage(61, LogLevel.Warning, "Shard {ShardId}: its session could not be stored; if the silo dies before it is, events since the last save are received again")]
    internal static partial void SessionNotStored(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(62, LogLevel.Warning, "{Count} shards could not move to another silo before this one ends")]
    internal static partial void NotDrained(this ILogger logger, int count, Exception error);

    [LoggerMessage(EventId = 63, Message = "The keeper of the shards could not be reached; the next report tries again")]
    internal static partial void KeeperNotReached(this ILogger logger, LogLevel level, Exception error);

    [LoggerMessage(64, LogLevel.Critical, "The shards of this silo cannot continue, so the silo stops")]
    internal static partial void BotEnded(this ILogger logger, Exception error);

    [LoggerMessage(65, LogLevel.Debug, "Shard {ShardId}: the identify gate could not be reached; the next attempt is in a second")]
    internal static partial void GateNotReached(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(67, LogLevel.Information, "Shard {ShardId} runs on {Silo}")]
    internal static partial void Placed(this ILogger logger, ShardId shardId, SiloAddress silo);

    [LoggerMessage(68, LogLevel.Warning, "Shard {ShardId} could not be started; the keeper tries again")]
    internal static partial void NotStarted(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(69, LogLevel.Information, "Shard {ShardId} leaves {Silo}")]
    internal static partial void Leaving(this ILogger logger, ShardId shardId, SiloAddress silo);

    [LoggerMessage(70, LogLevel.Warning, "Shard {ShardId} could not be moved; the keeper tries again")]
    internal static partial void NotMoved(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(71, LogLevel.Information, "Resharding from {Old} to {New} shards on {Silo}")]
    internal static partial void Resharding(this ILogger logger, int old, int @new, string silo);

    [LoggerMessage(72, LogLevel.Error, "Resharding, or a part of it, failed; the old shards of that part continue")]
    internal static partial void ReshardingFailed(this ILogger logger, Exception error);

    [LoggerMessage(73, LogLevel.Warning, "Shard {ShardId} was activated on another silo than {Wanted}; the keeper tries again")]
    internal static partial void StartedElsewhere(this ILogger logger, ShardId shardId, SiloAddress wanted);

    [LoggerMessage(74, LogLevel.Error, "A round of the keeper failed; the next is in some seconds")]
    internal static partial void RoundFailed(this ILogger logger, Exception error);

    [LoggerMessage(75, LogLevel.Warning, "The number of session starts left could not be stored; shards identify nevertheless, and a bot that does not ask Discord may count too few starts after a restart")]
    internal static partial void StartsNotStored(this ILogger logger, Exception error);

    [LoggerMessage(81, LogLevel.Warning, "Discord's API does not answer how many session starts are left; the stored number is used, and sessions continue")]
    internal static partial void StartsNotAsked(this ILogger logger, Exception? error);

    [LoggerMessage(83, LogLevel.Debug, "Whether Discord accepts the token of this silo is not known")]
    internal static partial void TokenNotTried(this ILogger logger, Exception error);

    [LoggerMessage(82, LogLevel.Warning, "Silos have different numbers of shards in their options, {First} on {FirstSilo} and {Second} on {SecondSilo}; the bot keeps its {Total} shards until all have the same")]
    internal static partial void TotalsDiffer(this ILogger logger, string first, SiloAddress firstSilo, string second, SiloAddress secondSilo, int total);

    [LoggerMessage(76, LogLevel.Warning, "This silo has reached neither the keeper nor the store for {Lease}; its {Count} shards end here and continue elsewhere")]
    internal static partial void Alone(this ILogger logger, int count, TimeSpan lease);

    [LoggerMessage(77, LogLevel.Debug, "Shard {ShardId} does not run at the moment; it receives the presence of all shards when it starts")]
    internal static partial void PresenceNotShared(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(78, LogLevel.Warning, "A {Record} could not be stored; it is correct in memory, and the next write stores it")]
    internal static partial void RecordNotStored(this ILogger logger, string record, Exception error);

    [LoggerMessage(79, LogLevel.Warning, "Shards have too many guilds for Discord to let them identify; the bot is resharded nevertheless, and the events of such shards are lost until then")]
    internal static partial void Outgrown(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 80, Message = "Silos of an older version run the {Count} shards; they start here when the last of those silos has left")]
    internal static partial void OlderVersionRuns(this ILogger logger, LogLevel level, int count);
}
