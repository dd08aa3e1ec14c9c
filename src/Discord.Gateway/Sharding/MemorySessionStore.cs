using System.Collections.Concurrent;

namespace Discord.Gateway;

/// <summary>Keeps sessions in memory, for tests and for consecutive managers in one process.</summary>
/// <example><code>
/// var options = new ShardManagerOptions { ShardOptions = shardOptions, SessionStore = new MemorySessionStore() };
/// await using (var first = new ShardManager(options))
/// {
///     await first.RunAsync(HandleAsync, stop.Token); // saves the sessions when it stops
/// }
///
/// await using var next = new ShardManager(options);
/// await next.RunAsync(HandleAsync, cancellationToken); // continues them
/// </code></example>
public sealed class MemorySessionStore : ISessionStore
{
    private readonly ConcurrentDictionary<ShardId, ShardSession> _sessions = new();

    /// <summary>A copy of the current sessions.</summary>
    public IReadOnlyCollection<ShardSession> Sessions => [.. _sessions.Values];

    /// <inheritdoc/>
    public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => new(_sessions.GetValueOrDefault(shardId));

    /// <inheritdoc/>
    public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (_sessions.TryAdd(session.ShardId, session))
        {
            // Of a resharding, perhaps, that saves one after the other: until all are here, the others are what the next manager must go on with.
            return default;
        }

        _sessions[session.ShardId] = session;
        foreach (ShardSession other in _sessions.Values)
        {
            if (other.ShardId.Total != session.ShardId.Total && other.UserId == session.UserId)
            {
                _sessions.TryRemove(other.ShardId, out _);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        _sessions.TryRemove(shardId, out _);
        return default;
    }
}
