namespace Discord.Gateway;

/// <summary>
/// Decides when a shard may identify. All shards of a bot, in all of its processes, share one gate: Discord allows one identify per
/// <c>shard id % max_concurrency</c> every 5 s, and a limited number per day. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway">Gateway › Rate Limiting, Session Start Limit</see>.
/// </summary>
/// <example><code>
/// // Delays identifies until the bot's database is migrated; the inner gate enforces Discord's limits.
/// sealed class MigrationGate(IIdentifyGate inner, Task migration) : IIdentifyGate
/// {
///     public async ValueTask&lt;IAsyncDisposable&gt; EnterAsync(ShardId shardId, CancellationToken cancellationToken)
///     {
///         await migration.WaitAsync(cancellationToken);
///         return await inner.EnterAsync(shardId, cancellationToken);
///     }
///
///     public void Update(SessionStartLimit limit) =&gt; inner.Update(limit);
/// }
/// </code></example>
public interface IIdentifyGate
{
    /// <summary>Waits until the shard may identify. Called immediately before every identify: the first, and those after a lost session.</summary>
    /// <param name="shardId">The shard that wants to identify.</param>
    /// <param name="cancellationToken">Cancelled when the connection that wants to identify is lost.</param>
    /// <returns>A permit, disposed as soon as the identify was written or has failed. It is not held until READY.</returns>
    ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>
    /// Receives the current limit of <c>/gateway/bot</c>. A <see cref="ShardManager"/> calls it when it starts, right after Discord's answer, and when it reshards. It must not block:
    /// a gate that shares the limit with other processes does so in the next <see cref="EnterAsync"/>. Exceptions it throws are logged and otherwise ignored. Does nothing by default.
    /// </summary>
    /// <param name="limit">The number of session starts left, and the number of concurrent identifies.</param>
    void Update(SessionStartLimit limit)
    {
    }
}
