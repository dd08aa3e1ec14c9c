using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Diagnostics;

/// <summary>
/// Every line the library logs, with its number. Information lines describe the course of a shard in a few lines; none contains secrets or message content.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Shard {ShardId} connected: {Reason}. Bot {Bot}, guilds {Guilds}, intents {Intents}")]
    internal static partial void Connected(this ILogger logger, ShardId shardId, string reason, string bot, string guilds, GatewayIntents intents);

    [LoggerMessage(2, LogLevel.Information, "Shard {ShardId} disconnected: {Reason}. Next attempt in {Delay:F1} s ({ReconnectType})")]
    internal static partial void Disconnected(this ILogger logger, ShardId shardId, string reason, double delay, ReconnectType reconnectType);

    [LoggerMessage(3, LogLevel.Information, "Shard {ShardId} ended: {Reason}")]
    internal static partial void Ended(this ILogger logger, ShardId shardId, string reason);

    [LoggerMessage(4, LogLevel.Error, "Shard {ShardId} ended by Discord")]
    internal static partial void EndedByDiscord(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(5, LogLevel.Debug, "Shard {ShardId}: {Old} -> {New}, {Reason}")]
    internal static partial void StageChanged(this ILogger logger, ShardId shardId, ConnectionStage old, ConnectionStage @new, string reason);

    [LoggerMessage(6, LogLevel.Warning, "Shard {ShardId}: a StageChanged handler threw")]
    internal static partial void StageChangedHandlerFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(7, LogLevel.Warning, "Shard {ShardId}: Discord closed with {CloseCode}, a code for invalid payloads of the bot")]
    internal static partial void ClosedForOurFault(this ILogger logger, ShardId shardId, string closeCode);

    [LoggerMessage(8, LogLevel.Debug, "Shard {ShardId}: the consumer is behind, receiving is paused at {Count} events and {Bytes} bytes")]
    internal static partial void ReceivePaused(this ILogger logger, ShardId shardId, int count, long bytes);

    [LoggerMessage(9, LogLevel.Debug, "Shard {ShardId}: receiving continues")]
    internal static partial void ReceiveResumed(this ILogger logger, ShardId shardId);

    [LoggerMessage(10, LogLevel.Warning, "Shard {ShardId}: a payload could not be read: {Reason}")]
    internal static partial void UnreadablePayload(this ILogger logger, ShardId shardId, string reason);

    [LoggerMessage(11, LogLevel.Trace, "Shard {ShardId} sent {Kind}, {Size} bytes")]
    internal static partial void Sent(this ILogger logger, ShardId shardId, GatewayOpcode kind, int size);

    [LoggerMessage(12, LogLevel.Trace, "Shard {ShardId} received op {Opcode} {Name}, sequence {Sequence}, {Size} bytes")]
    internal static partial void Received(this ILogger logger, ShardId shardId, GatewayOpcode opcode, string name, long? sequence, int size);

    [LoggerMessage(13, LogLevel.Debug, "Shard {ShardId}: the old connection did not close cleanly")]
    internal static partial void CloseFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(14, LogLevel.Error, "Shard {ShardId}: the identify gate failed")]
    internal static partial void IdentifyGateFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(15, LogLevel.Error, "Shard {ShardId}: an unexpected error ended the connection")]
    internal static partial void ConnectionCrashed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(16, LogLevel.Warning, "Session starts are at the reserve ({Remaining} left): identifies wait {Wait} until the limit resets")]
    internal static partial void SessionStartsExhausted(this ILogger logger, int remaining, TimeSpan wait);

    [LoggerMessage(17, LogLevel.Warning, "Shard {ShardId}: EventFilter wants {Events}, but Discord does not send that with these intents: add {Missing}")]
    internal static partial void IntentsMissing(this ILogger logger, ShardId shardId, string events, GatewayIntents missing);

    [LoggerMessage(82, LogLevel.Warning, "Shard {ShardId}: ShardOptions.Intents is None, so Discord sends hardly any events: no messages, members or guilds. Set Intents; a bot that only answers interactions sets EventFilter to those events instead")]
    internal static partial void NoIntents(this ILogger logger, ShardId shardId);

    [LoggerMessage(83, LogLevel.Warning, "Shard {ShardId}: messages arrive without their text, since Intents lacks MessageContent. Add it, and switch on Message Content Intent on the bot's page of the developer portal; only direct messages and mentions of the bot have their text without it")]
    internal static partial void ContentMissing(this ILogger logger, ShardId shardId);

    [LoggerMessage(18, LogLevel.Warning, "The session file {Path} is ignored: {Reason}")]
    internal static partial void SessionFileIgnored(this ILogger logger, string path, string reason, Exception? error);

    [LoggerMessage(19, LogLevel.Warning, "GET /gateway/bot has failed {Failures} times in a row: {Reason}. Next attempt in {Delay:F1} s")]
    internal static partial void GatewayBotFailsAgain(this ILogger logger, int failures, string reason, double delay);

    [LoggerMessage(85, LogLevel.Information, "GET /gateway/bot failed: {Reason}. Next attempt in {Delay:F1} s")]
    internal static partial void GatewayBotFailed(this ILogger logger, string reason, double delay);

    [LoggerMessage(86, LogLevel.Information, "Shard {ShardId}: its intents were {Old} and are {New}; a resume would keep the old ones, so it starts a new session")]
    internal static partial void IntentsChanged(this ILogger logger, ShardId shardId, GatewayIntents old, GatewayIntents @new);

    [LoggerMessage(20, LogLevel.Information, "Starting {Count} of {Total} shards: {Resuming} have a session, the others identify, {MaxConcurrency} every 5 s. Shards with a session resume: they receive no READY, and no GUILD_CREATE of guilds they had received")]
    internal static partial void ManagerStarting(this ILogger logger, int count, int total, int resuming, int maxConcurrency);

    [LoggerMessage(21, LogLevel.Information, "All {Count} shards are connected")]
    internal static partial void ManagerConnected(this ILogger logger, int count);

    [LoggerMessage(22, LogLevel.Information, "All shards are stopped; {Kept} sessions were kept")]
    internal static partial void ManagerStopped(this ILogger logger, int kept);

    [LoggerMessage(23, LogLevel.Error, "Shard {ShardId}: the handler of {EventName} threw")]
    internal static partial void HandlerFailed(this ILogger logger, ShardId shardId, string eventName, Exception error);

    [LoggerMessage(24, LogLevel.Warning, "Shard {ShardId}: the handler of {EventName} did not complete within {Timeout}; the next process receives the event again")]
    internal static partial void HandlerAbandoned(this ILogger logger, ShardId shardId, string eventName, TimeSpan timeout);

    [LoggerMessage(48, LogLevel.Warning, "Shard {ShardId}: the function of EventOrder.By threw for {EventName}; the event is handled after all earlier events and before all later ones")]
    internal static partial void EventKeyFailed(this ILogger logger, ShardId shardId, string eventName, Exception error);

    [LoggerMessage(25, LogLevel.Warning, "Shard {ShardId}: its session could not be saved. Further failures are not logged until saving works again; if the process is killed before, the next one receives again the events since the last save. A directory that cannot be written is replaced by Discord:SessionDirectory, or by ShardManagerOptions.SessionStore")]
    internal static partial void SessionSaveFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(52, LogLevel.Warning, "Shard {ShardId}: {Handler} has worked on {EventName} of guild {GuildId} for {Seconds:F0} s and still runs; the events that wait for it are late. Await in handlers instead of blocking, or start long work as a task of its own")]
    internal static partial void HandlerIsSlow(this ILogger logger, ShardId shardId, string handler, string eventName, Id<Guild>? guildId, double seconds);

    [LoggerMessage(53, LogLevel.Warning, "Shard {ShardId}: the handler of {EventName} did not complete within {Timeout}; the shard is replaced, and its handlers continue")]
    internal static partial void HandlerOutlivesShard(this ILogger logger, ShardId shardId, string eventName, TimeSpan timeout);

    [LoggerMessage(49, LogLevel.Information, "Sessions are saved again")]
    internal static partial void SessionsSavedAgain(this ILogger logger);

    [LoggerMessage(50, LogLevel.Warning, "Shard {ShardId}: its session could not be loaded; the shard identifies")]
    internal static partial void SessionsNotLoaded(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(78, LogLevel.Warning, "Shard {ShardId}: its session, which another process may have saved, could not be loaded; the store is asked again for at most {Patience}")]
    internal static partial void SessionsNotLoadedYet(this ILogger logger, ShardId shardId, TimeSpan patience, Exception error);

    [LoggerMessage(51, LogLevel.Warning, "The user has no home directory, so sessions are kept in memory and the next process identifies. Set HOME, a session directory (Discord:SessionDirectory) or ShardManagerOptions.SessionStore")]
    internal static partial void NoSessionDirectory(this ILogger logger);

    [LoggerMessage(56, LogLevel.Warning, "EventFilter names {Events}, but {Resuming} shards resume: they receive no READY, and no GUILD_CREATE of guilds they had received. Set SessionPolicy to IdentifyOnStart if the bot needs these events at each start")]
    internal static partial void FilterMeetsResume(this ILogger logger, string events, int resuming);

    [LoggerMessage(57, LogLevel.Warning, "Shard {ShardId}: a SessionStarting handler threw")]
    internal static partial void SessionStartingHandlerFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(60, LogLevel.Warning, "Shard {ShardId}: no usable snapshot of the state was saved for its session; the shard identifies, and receives all of its guilds")]
    internal static partial void StateMissing(this ILogger logger, ShardId shardId);

    [LoggerMessage(26, LogLevel.Information, "Resharding from {OldTotal} to {NewTotal} shards: {Phase}")]
    internal static partial void Resharding(this ILogger logger, int oldTotal, int newTotal, ReshardPhase phase);

    [LoggerMessage(27, LogLevel.Warning, "Resharding from {OldTotal} to {NewTotal} shards failed; the old shards continue")]
    internal static partial void ReshardingFailed(this ILogger logger, int oldTotal, int newTotal, Exception error);

    [LoggerMessage(58, LogLevel.Warning, "Shard {ShardId}: ShardManagerOptions.PresenceFor failed; the shard starts with ShardOptions.Presence")]
    internal static partial void PresenceFunctionFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(59, LogLevel.Warning, "The bot needs more shards: {Advice}. Call ShardManager.ReshardAsync, or raise TotalShards at the next start")]
    internal static partial void ReshardingAdvised(this ILogger logger, string advice);

    [LoggerMessage(30, LogLevel.Warning, "Shard {ShardId} has failed to connect {Failures} times in a row: {Reason}. Next attempt in {Delay:F1} s ({ReconnectType})")]
    internal static partial void ConnectFailsAgain(this ILogger logger, ShardId shardId, int failures, string reason, double delay, ReconnectType reconnectType);

    [LoggerMessage(31, LogLevel.Debug, "Shard {ShardId}: a payload could not be read: {Reason}. This kind was logged before")]
    internal static partial void UnreadablePayloadAgain(this ILogger logger, ShardId shardId, string reason);

    [LoggerMessage(32, LogLevel.Debug, "Shard {ShardId}: the resume repeated {Count} events that the shard had received, sequences {First} to {Last}; they are dropped")]
    internal static partial void ReplaysDropped(this ILogger logger, ShardId shardId, int count, long first, long last);

    [LoggerMessage(33, LogLevel.Debug, "Shard {ShardId}: sequence {Received} follows {Highest}")]
    internal static partial void SequenceJumped(this ILogger logger, ShardId shardId, long highest, long received);

    [LoggerMessage(34, LogLevel.Warning, "Shard {ShardId}: sequence {Received} follows {Highest}, so the session cannot be resumed. Its events are delivered, and the next connection identifies")]
    internal static partial void SequenceSenseless(this ILogger logger, ShardId shardId, long highest, long received);

    [LoggerMessage(35, LogLevel.Warning, "Shard {ShardId}: a listener of its metrics or spans threw. Later exceptions of this kind are not logged")]
    internal static partial void TelemetryFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(36, LogLevel.Error, "Shard {ShardId}: the clock failed. Later exceptions of this kind are not logged")]
    internal static partial void ClockFailed(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(37, LogLevel.Error, "Shard {ShardId}: an unexpected error. The connection is replaced")]
    internal static partial void Unexpected(this ILogger logger, ShardId shardId, Exception error);

    [LoggerMessage(38, LogLevel.Warning, "Shard {ShardId}: ShutdownAsync cannot keep the session, since an earlier call ended it")]
    internal static partial void SessionNotKept(this ILogger logger, ShardId shardId);

    [LoggerMessage(28, LogLevel.Warning, "Sessions that ended could not be deleted from the store; the next process tries to resume them, and identifies")]
    internal static partial void SessionDeleteFailed(this ILogger logger, Exception error);

    [LoggerMessage(41, LogLevel.Warning, "Shard {ShardId}: {Name} could not be decoded and is delivered as UndecodableEvent: {Reason}")]
    internal static partial void UndecodableEvent(this ILogger logger, ShardId shardId, string name, string reason);

    [LoggerMessage(42, LogLevel.Debug, "Shard {ShardId}: {Name} could not be decoded: {Reason}. This kind was logged before")]
    internal static partial void UndecodableEventAgain(this ILogger logger, ShardId shardId, string name, string reason);

    [LoggerMessage(43, LogLevel.Warning, "Shard {ShardId}: {Name} is delivered without {Path}: {Reason}")]
    internal static partial void ValueLeftOut(this ILogger logger, ShardId shardId, string name, string path, string reason);

    [LoggerMessage(44, LogLevel.Debug, "Shard {ShardId}: {Name} is delivered without {Path}: {Reason}. This kind was logged before")]
    internal static partial void ValueLeftOutAgain(this ILogger logger, ShardId shardId, string name, string path, string reason);

    [LoggerMessage(54, LogLevel.Warning, "The clock failed to end a timer of a wait for events of all shards")]
    internal static partial void ManagerClockFailed(this ILogger logger, Exception error);

    [LoggerMessage(45, LogLevel.Warning, "Shard {ShardId}: ShardOptions.Intents has bits that this version of the library does not know: 0x{Bits:X}. They are sent; Discord closes with 4013 if they are not intents")]
    internal static partial void IntentsUnknown(this ILogger logger, ShardId shardId, uint bits);
}
