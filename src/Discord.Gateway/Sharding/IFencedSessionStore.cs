namespace Discord.Gateway;

/// <summary>
/// A session store that knows which of several processes owns a shard: the one that loaded its session last. It refuses the others, whose shard then ends, instead of both taking the
/// session from each other again and again.
/// </summary>
/// <remarks>
/// A manager that starts while the store fails asks it again for two minutes, and not for 10 s: the session may be another process's last.
/// <see cref="ISessionStore.SaveAsync"/> throws <see cref="SessionSupersededException"/>, too. A session that is saved or deleted without having been loaded is taken over by that.
/// </remarks>
public interface IFencedSessionStore : ISessionStore
{
    /// <summary>
    /// Renews the session that was saved last for a shard, so that it does not expire. Called every <see cref="ShardManagerOptions.SessionSaveInterval"/> while there is nothing new to save,
    /// and when the shard has lost its connection: another process may have taken its session.
    /// </summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SessionSupersededException">Another process has taken the shard over.</exception>
    ValueTask RenewAsync(ShardId shardId, CancellationToken cancellationToken);
}
