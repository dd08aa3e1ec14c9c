using Microsoft.Extensions.Logging;

namespace Discord.Gateway.State;

/// <summary>What is logged. Its numbers go on after those of the shards.</summary>
internal static partial class StateLog
{
    [LoggerMessage(61, LogLevel.Warning, "Shard {ShardId}: the snapshot of its state is not used: {Reason}")]
    internal static partial void SnapshotIgnored(this ILogger logger, ShardId shardId, string reason, Exception? error);

    [LoggerMessage(62, LogLevel.Warning, "Shard {ShardId}: the snapshot of its state could not be saved; further failures are not logged until all are saved again")]
    internal static partial void SnapshotNotSaved(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(63, LogLevel.Information, "Snapshots of the state are saved again")]
    internal static partial void SnapshotsSavedAgain(this ILogger logger);

    [LoggerMessage(64, LogLevel.Warning, "Shard {ShardId}: the snapshot of its state could not be deleted")]
    internal static partial void SnapshotNotDeleted(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(65, LogLevel.Error, "Shard {ShardId}: {EventName} could not be applied to the state, which is not saved until a new session starts")]
    internal static partial void EventNotApplied(this ILogger logger, ShardId shardId, string eventName, Exception error);

    [LoggerMessage(66, LogLevel.Error, "BotStateOptions.KeepMember threw, so the member is kept. Further exceptions are not logged")]
    internal static partial void KeepMemberFailed(this ILogger logger, Exception error);

    [LoggerMessage(67, LogLevel.Information, "Shard {ShardId}: its state was restored as of event {Sequence}: {Guilds} guilds, {Members} members, {Size} bytes")]
    internal static partial void SnapshotRestored(this ILogger logger, ShardId shardId, long sequence, int guilds, int members, long size);

    [LoggerMessage(68, LogLevel.Information, "The state keeps {Parts}; its snapshots are {Saved}")]
    internal static partial void StateKeeps(this ILogger logger, string parts, string saved);

    [LoggerMessage(69, LogLevel.Warning, "BotStateOptions.{Option} needs the intent {Intent}, which the shards do not have: {Consequence}")]
    internal static partial void StateLacksIntent(this ILogger logger, string option, GatewayIntents intent, string consequence);
}
