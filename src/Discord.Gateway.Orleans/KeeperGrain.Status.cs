using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <content>What it tells of the shards.</content>
internal sealed partial class KeeperGrain
{
    /// <summary>Why shards could not be started the last time.</summary>
    private readonly Dictionary<ShardId, string> _failures = [];

    public async Task<IReadOnlyList<SiloAddress?>> GetPlacesAsync(ShardLayout layout)
    {
        while (true)
        {
            SiloAddress?[] places = [.. layout.Shards.Select(shardId => _placement[shardId])];
            if (Now >= Placement.Listening || places.All(static place => place is not null))
            {
                return places;
            }

            // A new keeper does not know yet what runs.
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public Task<Dictionary<ShardId, string>> GetReasonsAsync() => Task.FromResult(_placement.Shards
        .Select(shardId => (ShardId: shardId, Reason: _placement.Explain(shardId, Now))).Where(static each => each.Reason is not null)
        .ToDictionary(static each => each.ShardId, each => _failures.TryGetValue(each.ShardId, out string? failure) ? $"{each.Reason}; the last start failed: {failure}" : each.Reason!));
}
