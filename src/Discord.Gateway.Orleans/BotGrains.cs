using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>A bot's grains. What Discord counts for the bot, its turns to identify and its session starts, is one for all of its deployments; all else each has for itself.</summary>
internal sealed class BotGrains(IGrainFactory grains, BotName name)
{
    /// <summary>Ends the bot's name in a key.</summary>
    internal const char Separator = '/';

    private readonly string _name = name.ToString();

    internal BotName Name => name;

    internal IKeeperGrain Keeper => grains.GetGrain<IKeeperGrain>(_name);

    internal IReshardGrain Resharding => grains.GetGrain<IReshardGrain>(_name);

    internal ISessionStartsGrain SessionStarts => grains.GetGrain<ISessionStartsGrain>(name.Bot);

    internal IIdentifyKeyGrain IdentifyKey(int key) => grains.GetGrain<IIdentifyKeyGrain>(string.Create(CultureInfo.InvariantCulture, $"{name.Bot}{Separator}{key}"));

    internal IShardControl Shard(ShardId shardId) => grains.GetGrain<IShardControl>(KeyOf(shardId));

    internal ISiloGrain Silo(SiloAddress silo) => grains.GetGrain<ISiloGrain>($"{_name}{Separator}{silo.ToParsableString()}");

    /// <summary>A shard's key: <c>9c1185a5c5e9fc54/7-of-16</c>, with its 0-based index.</summary>
    internal string KeyOf(ShardId shardId) => string.Create(CultureInfo.InvariantCulture, $"{_name}{Separator}{shardId.Index}-of-{shardId.Total}");

    internal static ShardId ParseShard(string key)
    {
        ReadOnlySpan<char> shard = key.AsSpan(key.LastIndexOf(Separator) + 1);
        int middle = shard.IndexOf("-of-", StringComparison.Ordinal);
        return new ShardId(int.Parse(shard[..middle], CultureInfo.InvariantCulture), int.Parse(shard[(middle + 4)..], CultureInfo.InvariantCulture));
    }
}
