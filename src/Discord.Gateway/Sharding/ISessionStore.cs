namespace Discord.Gateway;

/// <summary>
/// Stores the sessions of a <see cref="ShardManager"/>'s shards, from which the next process continues. Its content is secret: together with the bot's
/// token it gives access to the sessions. Calls for one shard never overlap.
/// </summary>
/// <example><code>
/// // Stores sessions on a key-value server where entries expire after some minutes, so that sessions of another number of shards need not be deleted.
/// sealed class HttpSessionStore(HttpClient http) : ISessionStore
/// {
///     public async ValueTask&lt;ShardSession?&gt; LoadAsync(ShardId shardId, CancellationToken cancellationToken)
///     {
///         using HttpResponseMessage found = await http.GetAsync($"sessions/{shardId}", cancellationToken);
///         return found.StatusCode == HttpStatusCode.NotFound ? null : await found.EnsureSuccessStatusCode().Content.ReadFromJsonAsync&lt;ShardSession&gt;(cancellationToken);
///     }
///
///     public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
///     {
///         using HttpResponseMessage saved = await http.PutAsJsonAsync($"sessions/{session.ShardId}", session, cancellationToken);
///         saved.EnsureSuccessStatusCode();
///     }
///
///     public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) =&gt;
///         (await http.DeleteAsync($"sessions/{shardId}", cancellationToken)).Dispose();
/// }
/// </code></example>
public interface ISessionStore
{
    /// <summary>Returns the session of a shard; null if there is none, or if it is unreadable.</summary>
    ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>
    /// Saves a session in place of the previous one of its shard. When a shard is saved for the second time, delete sessions of the bot with another <see cref="ShardId.Total"/>: if the bot
    /// returned to that number, an old session would deliver events again. Keep them until then: the process may crash while a resharding saves its new sessions one by one.
    /// </summary>
    ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken);

    /// <summary>Deletes the session of a shard, if there is one.</summary>
    ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken);
}
