namespace Discord.Gateway;

/// <summary>
/// A session store that ensures that only one process owns a shard: the one that loaded its session last. It rejects calls from the others, whose shard then ends. Otherwise both would
/// repeatedly take the session from each other.
/// </summary>
/// <remarks>
/// If the store fails while a manager starts, the manager retries for 2 min instead of 10 s, because another process may have saved a newer session there.
/// <see cref="ISessionStore.SaveAsync"/> throws <see cref="SessionSupersededException"/>, too. Saving or deleting a session that was not loaded takes over its shard.
/// </remarks>
public interface IFencedSessionStore : ISessionStore
{
    /// <summary>
    /// Renews the last saved session of a shard, so that it does not expire. Called every <see cref="ShardManagerOptions.SessionSaveInterval"/> while there is nothing new to save,
    /// and when the shard loses its connection, since another process may have taken over its session.
    /// </summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SessionSupersededException">Another process has taken the shard over.</exception>
    ValueTask RenewAsync(ShardId shardId, CancellationToken cancellationToken);
}
