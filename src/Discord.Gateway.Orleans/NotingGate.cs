using System.Collections.Concurrent;

namespace Discord.Gateway.Orleans;

/// <summary>Notes which shards are past the gate.</summary>
internal sealed class NotingGate(IIdentifyGate gate, ConcurrentDictionary<ShardId, LocalShard> shards) : IIdentifyGate
{
    public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        LocalShard? shard = shards.GetValueOrDefault(shardId);
        shard?.MayIdentify = false;
        IAsyncDisposable permit = await gate.EnterAsync(shardId, cancellationToken);
        shard?.MayIdentify = true;
        return permit;
    }

    public void Update(SessionStartLimit limit) => gate.Update(limit);
}
