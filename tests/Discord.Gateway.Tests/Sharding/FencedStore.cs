using System.Collections.Concurrent;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>What several processes see of one fenced store: each has a view of its own.</summary>
internal sealed class FencedStore : IFencedSessionStore
{
    private readonly ConcurrentDictionary<ShardId, int> _epochs;
    private readonly ConcurrentDictionary<ShardId, int> _own = [];
    private readonly MemorySessionStore _sessions;

    internal FencedStore()
        : this([], new MemorySessionStore())
    {
    }

    private FencedStore(ConcurrentDictionary<ShardId, int> epochs, MemorySessionStore sessions) => (_epochs, _sessions) = (epochs, sessions);

    internal ConcurrentQueue<ShardId> Renewals { get; } = [];

    /// <summary>Thrown by the next calls, if there is any.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>The view of another process.</summary>
    internal FencedStore Other() => new(_epochs, _sessions);

    /// <summary>Whether it fails to load.</summary>
    internal Func<ShardId, bool> FailsToLoad { get; set; } = static _ => false;

    public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        if (FailsToLoad(shardId))
        {
            throw new IOException("The store is away.");
        }

        Take(shardId);
        return _sessions.LoadAsync(shardId, cancellationToken);
    }

    public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        Check(session.ShardId);
        return _sessions.SaveAsync(session, cancellationToken);
    }

    public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => _sessions.DeleteAsync(shardId, cancellationToken);

    public ValueTask RenewAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        Renewals.Enqueue(shardId);
        Check(shardId);
        return default;
    }

    private void Take(ShardId shardId) => _own[shardId] = _epochs.AddOrUpdate(shardId, 1, (_, epoch) => epoch + 1);

    private void Check(ShardId shardId)
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        if (!_own.TryGetValue(shardId, out int own))
        {
            Take(shardId);
        }
        else if (_epochs[shardId] > own)
        {
            throw new SessionSupersededException(shardId);
        }
    }
}
