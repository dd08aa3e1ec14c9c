using System.Globalization;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// The part of a bot's guilds that a shard serves: its 0-based index and the number of all shards.
/// Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#sharding">Gateway › Sharding</see>.
/// </summary>
/// <example><code>
/// ShardId shardId = ShardId.ForGuild(guildId, total: 16);
/// Console.WriteLine($"Shard {shardId} serves the guild"); // 0-based: 0/16 to 15/16
/// await using var shard = new Shard(options with { ShardId = shardId });
/// </code></example>
public readonly record struct ShardId
{
    private readonly int _totalLessOne;

    /// <summary>Creates a shard id.</summary>
    /// <param name="index">The 0-based index of the shard.</param>
    /// <param name="total">The number of all shards of the bot, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is below 1, or <paramref name="index"/> is not in [0, total).</exception>
    [JsonConstructor]
    public ShardId(int index, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, total);
        Index = index;
        _totalLessOne = total - 1;
    }

    /// <summary>The only shard of a bot with one shard; also the default value.</summary>
    public static ShardId Single => default;

    /// <summary>The 0-based index of the shard.</summary>
    public int Index { get; }

    /// <summary>The number of all shards of the bot.</summary>
    public int Total => _totalLessOne + 1;

    /// <summary>The shard, among <paramref name="total"/>, that receives a guild's events: <c>(guild id &gt;&gt; 22) % total</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is below 1.</exception>
    public static ShardId ForGuild(Id<Guild> guildId, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        return new ShardId((int)((guildId.Value >> 22) % (ulong)total), total);
    }

    /// <summary>Whether this shard receives the guild's events. The shard with index 0 receives events outside guilds.</summary>
    public bool Serves(Id<Guild> guildId) => ForGuild(guildId, Total).Index == Index;

    /// <summary>The rate limit key: at most one shard per key may identify every 5 s. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#sharding-max-concurrency">Gateway › Max Concurrency</see>.</summary>
    /// <param name="maxConcurrency"><c>max_concurrency</c> of <c>/gateway/bot</c>, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is below 1.</exception>
    public int GetRateLimitKey(int maxConcurrency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return Index % maxConcurrency;
    }

    /// <summary>Returns the 0-based index and the total: the first of three shards is <c>0/3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Total}");
}
