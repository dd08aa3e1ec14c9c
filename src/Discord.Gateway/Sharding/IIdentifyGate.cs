namespace Discord.Gateway;

/// <summary>
/// Decides when a shard may identify. One gate serves all shards of a bot, in all processes if there are several: Discord allows one identify per
/// <c>shard id % max_concurrency</c> in 5 s, and a limited number a day. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway">Gateway › Rate Limiting, Session Start Limit</see>.
/// </summary>
public interface IIdentifyGate
{
    /// <summary>Waits until the shard may identify. Called right before every identify: the first, and those after a lost session.</summary>
    /// <param name="shardId">The shard that wants to identify.</param>
    /// <param name="cancellationToken">Cancelled when the connection that wanted to identify is gone.</param>
    /// <returns>A permit, disposed as soon as the identify was written or came to nothing. It is not held until READY.</returns>
    ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>
    /// Receives the current limit of <c>/gateway/bot</c>. A <see cref="ShardManager"/> calls it at its start, right after Discord was asked, and when it reshards. It must not block:
    /// a gate that has to tell others keeps the limit for the next <see cref="EnterAsync"/>. Exceptions it throws are logged and otherwise ignored. Does nothing by default.
    /// </summary>
    /// <param name="limit">How many sessions may still be started, and how many at a time.</param>
    void Update(SessionStartLimit limit)
    {
    }
}
