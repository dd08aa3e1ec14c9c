using System.Globalization;
using Discord.Gateway.Models;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>Names what a bot has in Redis. The bot's id is in braces, so that a cluster keeps all of it on one server, where a script can read and write it at once.</summary>
internal sealed class RedisKeys(string prefix, Id<User> botId)
{
    internal const string DefaultPrefix = "discord-gateway";

    private readonly string _root = string.Create(CultureInfo.InvariantCulture, $"{prefix}:{{{botId.Value}}}");

    /// <summary>The numbers of shards that sessions were saved of.</summary>
    internal RedisKey SessionTotals => $"{_root}:totals";

    /// <summary>The presence of all shards.</summary>
    internal RedisKey Presence => $"{_root}:presence-of-all";

    internal RedisKey Session(ShardId shardId) => string.Create(CultureInfo.InvariantCulture, $"{_root}:session:{shardId.Index}-of-{shardId.Total}");

    /// <summary>The keys of the scripts of the gate, in their order.</summary>
    internal RedisKey[] Gate(int maxConcurrency, int identifyKey)
    {
        string turn = string.Create(CultureInfo.InvariantCulture, $"{_root}:turn:{identifyKey}-of-{maxConcurrency}");
        return [$"{_root}:gate", $"{_root}:starts", turn, $"{turn}:queue", $"{turn}:late"];
    }

    internal RedisChannel Channel(string name) => RedisChannel.Literal($"{_root}:{name}");
}
