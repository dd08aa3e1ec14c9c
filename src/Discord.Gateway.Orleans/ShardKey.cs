using System.Globalization;
using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>A shard's name among grains: <c>7-of-16</c>, with its 0-based index.</summary>
internal static class ShardKey
{
    internal static string Of(ShardId shardId) => string.Create(CultureInfo.InvariantCulture, $"{shardId.Index}-of-{shardId.Total}");

    internal static ShardId Parse(string key)
    {
        int middle = key.IndexOf("-of-", StringComparison.Ordinal);
        return new ShardId(
            int.Parse(key.AsSpan(0, middle), CultureInfo.InvariantCulture),
            int.Parse(key.AsSpan(middle + 4), CultureInfo.InvariantCulture));
    }

    internal static IShardControl GetShard(this IGrainFactory grains, ShardId shardId) => grains.GetGrain<IShardControl>(Of(shardId));
}
