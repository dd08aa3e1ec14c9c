using System.Collections.Concurrent;

namespace Discord.Gateway;

/// <summary>Keeps sessions in memory, for tests and for consecutive managers in one process.</summary>
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
